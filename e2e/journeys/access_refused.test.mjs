// Accessibility and frame of the answers nobody hopes for: forbidden, too many, too much, expired.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { ATTI, acceptNotice, begin, file, pdfFile, press, textbox } from '../lib/filing.mjs';
import { GINO, enter, enterOffice, typePassword } from '../lib/people.mjs';
import { WITH_SCRIPT, sound } from '../lib/sound.mjs';
import { heading, says } from '../lib/words.mjs';

const BODY = 'borgo-esempio';
const MEGABYTE = 1024 * 1024;

after(closeBrowser);

const slot = (page) => page.locator('[data-upload]', { hasText: 'Altri documenti utili' });

async function send(page, chosen) {
  await slot(page).locator('input[type=file]').setInputFiles(chosen);
  await slot(page).getByRole('button', { name: /^Carica/ }).click();
}

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_refused files that are too large, and files sent after the session expired', 1, async ({ page, context }) => {
    await enter(page, BODY, GINO);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await page.waitForURL('**/passo/1');
    const step = page.url().replace(/1$/, '5');
    await page.goto(step);
    // Given by its path: through the hands of the test it would be slow.
    const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
    writeFileSync(join(folder, 'grande.pdf'), Buffer.alloc(23 * MEGABYTE));
    await send(page, join(folder, 'grande.pdf'));
    await heading(page, 'Hai inviato troppi dati');
    rmSync(folder, { recursive: true });
    await sound(page, 'too much at once');
    await page.goto(step);
    await slot(page).waitFor();
    await context.clearCookies();
    await send(page, pdfFile('planimetria.pdf'));
    await heading(page, 'La sessione è scaduta');
    await says(page, 'I file che avevi scelto non possono essere conservati');
    await sound(page, 'expired, with a file');
  }, { expectStatus: [403, 413] });
}

for (const setting of WITH_SCRIPT) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_refused a message longer than any form may be', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, GINO);
    await file(device, BODY, 'Il regolamento del mercato');
    await page.getByRole('main').getByRole('link', { name: 'Vai alla pratica' }).click();
    await page.getByText("Scrivi all'ufficio").click();
    await textbox(page, 'Testo del messaggio').fill('a'.repeat(MEGABYTE));
    await press(page, 'Invia il messaggio');
    await heading(page, 'Hai inviato troppi dati');
    await sound(page, 'too long a text');
  }, { expectStatus: [413] });

  journey('axe_refused an administrator at the queue, a session that expired on a form, too many guesses at the door', 1, async (device) => {
    const { page, context } = device;
    await enterOffice(device, BODY, 'amministratore.borgo');
    for (const path of ['/operatori/coda', '/operatori/scadenze', '/en/operatori/coda']) {
      assert.equal((await page.goto(`/${BODY}${path}`)).status(), 403);
      await sound(page, 'forbidden');
    }
    await page.goto(`/${BODY}/operatori/password`);
    await context.clearCookies();
    await press(page, 'Salva la nuova password');
    await heading(page, 'La sessione è scaduta');
    await sound(page, 'expired, an operator');
    // A name that nobody has: the wait is for that name from here, and keeps no one else out.
    for (let guess = 0; guess < 6; guess += 1) await typePassword(page, BODY, 'nessuno.affatto', `tentativo-${guess}`);
    await says(page, 'Troppi tentativi');
    await sound(page, 'told to wait');
  }, { expectStatus: [403, 422, 429] });
}
