// The administrator's services: a form tried, a version judged, what prevents its publication, one that is published.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { press } from '../lib/filing.mjs';
import { enterOffice } from '../lib/people.mjs';
import { sound } from '../lib/sound.mjs';
import { heading, says, saysNot } from '../lib/words.mjs';

const BODY = 'borgo-esempio';
// Not the one that other journeys file with.
const SERVICE = `/${BODY}/operatori/servizi/accesso-atti-in-prova`;

const FORM = JSON.stringify({
  display: 'wizard',
  components: [
    {
      type: 'panel', key: 'iniziativa', title: "L'iniziativa", input: false,
      components: [
        { type: 'textfield', key: 'titolo', label: "Titolo dell'iniziativa", input: true, validate: { required: true } },
        {
          type: 'radio', key: 'a_pagamento', label: "L'ingresso è a pagamento?", input: true,
          values: [{ label: 'Sì', value: 'si' }, { label: 'No', value: 'no' }],
        },
        {
          type: 'textfield', key: 'prezzo', label: 'Prezzo del biglietto', input: true,
          conditional: { show: true, when: 'a_pagamento', eq: 'si' },
        },
      ],
    },
    {
      type: 'panel', key: 'luogo', title: 'Il luogo', input: false,
      components: [{ type: 'textarea', key: 'dove', label: 'Dove si tiene', input: true }],
    },
  ],
});

const json = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function downloaded(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return readFile(await download.path(), 'utf8');
}

after(closeBrowser);

for (const setting of SETTINGS) {
  const journey = (title, steps) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, steps, { expectStatus: [422] }));

  journey('sdc_42 a form is tried as a citizen would use it', async (office) => {
    const { page } = office;
    await enterOffice(office, BODY, 'servizi.borgo');
    await page.goto(`/${BODY}/operatori/moduli/prova`);
    await heading(page, 'Prova un modulo');
    await page.getByLabel('Modulo Form.io (JSON)').fill('{ non è JSON');
    await press(page, 'Prova il modulo');
    await says(page, 'Il testo non è JSON: si interrompe alla riga 1, colonna 3.');
    await sound(page, 'trial refused');
    await page.getByLabel('Modulo Form.io (JSON)').fill(FORM);
    await press(page, 'Prova il modulo');
    await says(page, 'Riscontri sul modulo');
    await sound(page, 'trial, first page');
    await page.getByRole('group', { name: "L'ingresso è a pagamento?" }).getByRole('radio', { name: 'Sì' }).check();
    if (!setting.script) await press(page, 'Aggiorna la pagina');
    await page.getByLabel('Prezzo del biglietto').fill('5 euro');
    await press(page, 'Controlla la pagina');
    await page.locator('.error-summary a').first().click();
    await page.keyboard.type('Concerto');
    await sound(page, 'trial, a page that was judged');
    await press(page, 'Controlla la pagina');
    await says(page, 'In questa pagina non ci sono errori.');
    await press(page, 'Pagina successiva');
    await page.getByLabel('Dove si tiene').fill('In piazza');
    await press(page, 'Pagina precedente');
    assert.equal(await page.getByLabel("Titolo dell'iniziativa").inputValue(), 'Concerto');
    assert.equal(await page.getByLabel('Prezzo del biglietto').inputValue(), '5 euro');
  });

  journey('spp_39 a version is judged, prevented or published by confirming it', async (office) => {
    const { page } = office;
    await enterOffice(office, BODY, 'servizi.borgo');
    await page.goto(`/${BODY}/operatori/servizi`);
    await heading(page, "Servizi dell'ente");
    await sound(page, 'services');
    await page.goto(`/${BODY}/en/operatori/servizi`);
    await sound(page, 'services, in English');
    await page.goto(SERVICE);
    await says(page, 'Privato');
    await sound(page, 'service');
    const form = await downloaded(page, page.getByRole('link', { name: /^Modulo Form.io/ }).first());
    await press(page, 'Invia ed esamina');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'service, nothing sent');
    await page.getByLabel('Soltanto il modulo').setInputFiles(json('modulo.json', '[]'));
    await press(page, 'Invia ed esamina');
    await says(page, 'Perché il file non si può usare');
    await sound(page, 'service, refused');

    const reworded = form.replace('"Per chi chiedi l\'accesso"', '"Per chi domandi l\'accesso"');
    await page.getByLabel('Soltanto il modulo').setInputFiles(json('modulo.json', reworded));
    await press(page, 'Invia ed esamina');
    await heading(page, 'Versione da pubblicare');
    await says(page, 'Questa versione non si può pubblicare');
    await says(page, 'Manca la traduzione');
    await sound(page, 'proposal, prevented');
    await press(page, 'Scarta questa versione');
    await says(page, 'La versione inviata è stata scartata.');

    // A remark of its author that changes no question.
    const remarked = form.replace('{', `{ "annotazione": "${named(setting)} ${Date.now()}",`);
    await page.getByLabel('Soltanto il modulo').setInputFiles(json('modulo.json', remarked));
    await press(page, 'Invia ed esamina');
    await heading(page, 'Versione da pubblicare');
    await sound(page, 'proposal');
    await press(page, 'Pubblica');
    await says(page, 'Per pubblicare devi confermare.');
    await sound(page, 'proposal, not confirmed');
    await page.getByLabel('Ho letto i riscontri').check();
    await press(page, 'Pubblica');
    await says(page, 'La versione nuova è in vigore.');
    await saysNot(page, 'Leggi i riscontri e decidi');
    await sound(page, 'service, published');
    assert.equal(await downloaded(page, page.getByRole('link', { name: /^Modulo Form.io/ }).first()), remarked);
  });
}
