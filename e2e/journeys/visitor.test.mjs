// Anybody, without logging in: portal, body, search, sheet, languages, rules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { openSheet } from '../lib/filing.mjs';
import { heading, says, saysNot, wellFramed } from '../lib/words.mjs';

after(closeBrowser);

for (const setting of SETTINGS) {
  const journey = (title, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, steps, options));

  journey('sdc_20 iol_03 portal lists the bodies and a name leads to its own', async ({ page }) => {
    await page.goto('/');
    await wellFramed(page);
    for (const body of ['Regione Esempio', 'Comune di Borgo Esempio', 'Comune di Pietraprova']) {
      await page.getByRole('link', { name: body, exact: true }).waitFor();
    }
    await page.getByRole('main').getByRole('searchbox').fill('pietra');
    await page.getByRole('main').getByRole('button', { name: 'Cerca' }).click();
    await page.getByRole('link', { name: 'Comune di Pietraprova', exact: true }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Comune di Borgo Esempio', exact: true }).count(), 0);
    await page.getByRole('link', { name: 'Comune di Pietraprova', exact: true }).click();
    await page.waitForURL('**/pietraprova');
    await heading(page, /Comune di Pietraprova/);
  });

  journey('cse_1_3 headings and paragraphs are in the fonts of the model', async ({ page }) => {
    const model = ['Titillium Web', 'Lora', 'Roboto Mono'];
    for (const path of ['/borgo-esempio', '/borgo-esempio/servizi/accesso-atti', '/borgo-esempio/domande-frequenti']) {
      await page.goto(path);
      const fonts = await page.locator('h1, h2, h3, h4, h5, h6, p').evaluateAll((all) =>
        all.map((one) => getComputedStyle(one).fontFamily.split(',')[0].replace(/["']/g, '').trim()));
      assert.ok(fonts.length > 5, path);
      assert.deepEqual([...new Set(fonts)].filter((font) => !model.includes(font)), [], path);
    }
  });

  journey('iol_19 the browser of these journeys is one of those that are supported', async ({ page }) => {
    const stated = await readFile(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
    const [, from] = /\| Chrome, Edge and others on Chromium \| (\d+) \|/.exec(stated);
    const version = Number(page.context().browser().version().split('.')[0]);
    assert.ok(version >= Number(from), `${version}`);
    await page.goto('/borgo-esempio/servizi/accesso-atti');
    await wellFramed(page);
    await says(page, 'Cosa serve');
  });

  journey('iol_31 spp_04 home of a body has notice with validity, quick links, tree and search', async ({ page }) => {
    await page.goto('/borgo-esempio');
    await wellFramed(page);
    await says(page, 'Sportello chiuso il pomeriggio');
    await says(page, /Valido dal \d+ \w+ \d{4} al \d+ \w+ \d{4}/);
    await page.getByRole('navigation', { name: 'Link rapidi' }).getByRole('link', { name: 'Chiedi di vedere un documento del Comune' }).waitFor();
    await says(page.getByRole('main'), 'Tutti i servizi per categoria');
    const main = page.getByRole('main');
    await main.getByRole('searchbox').fill('accesso agli atti');
    await main.getByRole('button', { name: 'Cerca' }).click();
    await page.waitForURL('**/servizi?q=*');
    await page.getByRole('main').getByRole('link', { name: 'Accesso ai documenti amministrativi' }).first().waitFor();
    await page.goto('/borgo-esempio/servizi?q=zzzz');
    await says(page, /zzzz/);
    await wellFramed(page);
    assert.equal(await page.getByRole('main').getByRole('link', { name: 'Accesso ai documenti amministrativi' }).count(), 0);
  });

  journey('iol_49 spp_02 spp_05 sheet says what is needed, how long it takes, what it costs and who answers', async ({ page }) => {
    await openSheet(page, 'borgo-esempio', 'accesso-atti');
    await heading(page, 'Accesso ai documenti amministrativi');
    await wellFramed(page);
    for (const part of ['A chi è rivolto', 'Come fare', 'Cosa serve', 'Cosa si ottiene', 'Tempi e scadenze', 'Accedi al servizio', 'Condizioni di servizio', 'Contatti']) {
      await page.getByRole('main').getByRole('heading', { level: 2, name: part, exact: true }).waitFor();
    }
    await page.getByRole('main').getByRole('heading', { level: 3, name: 'Quanto costa', exact: true }).waitFor();
    await says(page, 'La risposta arriva entro 30 giorni dalla presentazione della richiesta.');
    await says(page, 'Sara Segnaposto');
    await page.getByRole('link', { name: 'Informativa sul trattamento dei dati personali di questo servizio' }).click();
    await says(page, 'Titolare del trattamento');
    await says(page, 'Comune di Borgo Esempio');
  });

  journey('frame_it_en the same page in English and back', async ({ page }) => {
    await openSheet(page, 'borgo-esempio', 'accesso-atti');
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL('**/borgo-esempio/en/servizi/accesso-atti');
    await heading(page, 'Access to administrative documents');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await saysNot(page.getByRole('main'), 'Cosa serve');
    await page.getByRole('link', { name: 'Italiano' }).click();
    await page.waitForURL((url) => !url.pathname.includes('/en/'));
    await heading(page, 'Accesso ai documenti amministrativi');
  });

  journey('iol_43 spp_01 privacy, accessibility, legal notes, questions and instructions are one step from any page', async ({ page }) => {
    const pages = [
      ['Informativa sulla privacy', 'Informativa sulla privacy', 'dpo@borgo-esempio.example'],
      ['Dichiarazione di accessibilità', 'Dichiarazione di accessibilità', 'WCAG'],
      ['Note legali', 'Note legali', 'Comune di Borgo Esempio'],
      ['Leggi le domande frequenti', 'Domande frequenti', 'Entro quando ricevo la risposta?'],
      ['Istruzioni', 'Istruzioni', 'SPID'],
    ];
    for (const [link, title, words] of pages) {
      await openSheet(page, 'borgo-esempio', 'accesso-atti');
      await page.getByRole('contentinfo').getByRole('link', { name: link, exact: true }).click();
      await heading(page, title);
      await says(page, words);
      await wellFramed(page);
    }
  });

  journey('iol_44 the first key presses offer to skip to the contents and to the navigation', async ({ page }) => {
    await page.goto('/borgo-esempio');
    const focused = page.locator(':focus');
    await page.keyboard.press('Tab');
    assert.equal(await focused.innerText(), 'Vai ai contenuti');
    assert.ok(await focused.isVisible());
    await page.keyboard.press('Tab');
    assert.equal(await focused.innerText(), 'Vai alla navigazione');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**#principale');
    assert.equal(await page.locator('main#principale').count(), 1);
    await page.keyboard.press('Tab');
    assert.ok(await focused.evaluate((element) => Boolean(element.closest('main'))), 'the next stop is in the contents');
  });

  journey('iol_45 breadcrumb leads back step by step', async ({ page }) => {
    await openSheet(page, 'borgo-esempio', 'accesso-atti');
    const crumbs = page.getByRole('navigation', { name: 'Tu sei qui' });
    await crumbs.getByText('Accesso ai documenti amministrativi').waitFor();
    await crumbs.getByRole('link', { name: 'Servizi', exact: true }).click();
    await heading(page, 'Servizi');
    await page.getByRole('navigation', { name: 'Tu sei qui' }).getByRole('link', { name: 'Home' }).click();
    await page.waitForURL('**/borgo-esempio');
  });

  journey('sdc_21 operators find their own door at the bottom right of every page of the body', async ({ page }) => {
    for (const place of ['/borgo-esempio', '/borgo-esempio/servizi/accesso-atti']) {
      await page.goto(place);
      const door = await page.getByRole('link', { name: 'Accesso operatori' }).boundingBox();
      const foot = await page.locator('.footer-end').boundingBox();
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const right = foot.x + foot.width - (door.x + door.width);
      assert.ok(Math.abs(right) <= 1, `${place}: the door ends ${right} px before the right edge of the footer`);
      assert.ok(height - (door.y + door.height) < 60, `${place}: the door is not in the last line of the page`);
    }
    await page.getByRole('link', { name: 'Accesso operatori' }).click();
    await heading(page, 'Accesso operatori');
    await page.getByLabel('Nome utente').waitFor();
    await wellFramed(page);
  });

  journey('frame_404 what does not exist says so and offers a way on', async ({ page }) => {
    await page.goto('/borgo-esempio/non-esiste');
    await heading(page, 'Pagina non trovata');
    await wellFramed(page);
    await says(page, 'Codice della richiesta');
    await page.getByRole('link', { name: 'Vai all’elenco dei servizi' }).click();
    await heading(page, 'Servizi');
  }, { expectStatus: [404] });
}
