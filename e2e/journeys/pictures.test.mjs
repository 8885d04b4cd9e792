// Pictures for the documentation, drawn by the run itself so that they never show what is no longer there.
// Only with SCREENSHOTS=1.
import { mkdirSync, statSync } from 'node:fs';
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, withDevices } from '../lib/browser.mjs';
import { ATTI, acceptNotice, begin, fillAtti, openSheet, transmit } from '../lib/filing.mjs';
import { downloadPdf } from '../lib/papers.mjs';
import { BRUNO, enter, enterOffice } from '../lib/people.mjs';

const FOLDER = new URL('../../docs/images/', import.meta.url).pathname;
const LARGEST = 200_000;

after(closeBrowser);

async function picture(page, name) {
  const path = `${FOLDER}${name}.png`;
  const height = Math.min(1000, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
  assert.ok(statSync(path).size < LARGEST, `${name}.png is too large`);
}

test('pictures of the main pages', { skip: !process.env.SCREENSHOTS }, () => {
  const setting = SETTINGS.find((s) => s.screen === 'desktop' && s.script);
  return withDevices('pictures', setting, 2, async (citizen, office) => {
    mkdirSync(FOLDER, { recursive: true });
    const { page } = citizen;
    await page.goto('/');
    await picture(page, 'portale');
    await openSheet(page, 'regione-esempio', ATTI);
    await picture(page, 'scheda');
    await enter(page, 'regione-esempio', BRUNO);
    await begin(page, 'regione-esempio', ATTI);
    await acceptNotice(page);
    await fillAtti(citizen, { documents: 'Il verbale della conferenza di servizi del 12 maggio 2025' });
    await picture(page, 'riepilogo');
    await transmit(page);
    await downloadPdf(page, 'Scarica la ricevuta (PDF)');
    await page.mouse.move(0, 0);
    await picture(page, 'ricevuta');
    await begin(page, 'regione-esempio', 'accesso-soup');
    await page.goto('/regione-esempio/pratiche');
    await picture(page, 'pratiche');
    await enterOffice(office, 'regione-esempio', 'responsabile.regione');
    await picture(office.page, 'coda');
  }, { expectStatus: [422] });
});
