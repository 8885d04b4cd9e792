// A family asks for the contribution after a flood: nine pages, an estimate that follows what is typed, axe on every page.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { acceptNotice, atStep, attach, begin, lookAgain, openSheet, pdfFile, press, transmit } from '../lib/filing.mjs';
import { ILARIA, enter } from '../lib/people.mjs';
import { sound } from '../lib/sound.mjs';
import { says, saysNot } from '../lib/words.mjs';

const BODY = 'borgo-esempio';
const FLOOD = 'immediato-sostegno';

after(closeBrowser);

const box = (place, name) => place.getByRole('textbox', { name });
const fill = async (place, answers) => {
  for (const [name, words] of Object.entries(answers)) await box(place, name).first().fill(words);
};
const choose = (place, question, choice) =>
  place.getByRole('group', { name: question }).getByRole('radio', { name: choice, exact: true }).check();

async function next(page, what) {
  await sound(page, what);
  await press(page, 'Avanti');
}

async function household(device) {
  const { page } = device;
  await atStep(page, 'Il nucleo familiare');
  await choose(page, /era l'abitazione principale/, 'Sì');
  await choose(page, /facevano parte del nucleo altre persone/, 'Sì');
  await lookAgain(device);
  await fill(page, { Nome: 'Bruno', Cognome: 'Prova', 'Codice fiscale': 'PRVBRN75C12H501B' });
  await choose(page, 'Rapporto con chi presenta la domanda', 'Coniuge, unito civilmente o convivente');
  await next(page, 'the household');
}

async function building(device) {
  const { page } = device;
  await atStep(page, "L'immobile danneggiato");
  await fill(page, { "Indirizzo e numero civico dell'immobile": 'Via della Prova 1', "Comune dell'immobile": 'Borgo Esempio' });
  await choose(page, "In che stato è l'immobile", 'Danneggiato e inagibile');
  await choose(page, /integrità funzionale/, 'Sì');
  await choose(page, /ordinanza di sgombero/, 'No');
  await next(page, 'the building');
}

// A long list: searched where there is a script, an ordinary one where there is none.
async function category({ page, setting }, label) {
  const list = page.getByRole('combobox', { name: 'Categoria catastale' });
  if (!setting.script) return list.selectOption({ label });
  await list.fill(label.split(', ')[1]);
  return page.getByRole('option', { name: label }).click();
}

// One dwelling, insured: its expense, its land register, its indemnity.
async function goods(device) {
  const { page } = device;
  await atStep(page, 'Danni agli immobili');
  await choose(page, 'Che cosa è stato danneggiato', 'Abitazione');
  await fill(page, { 'Comune catastale': 'Borgo Esempio', Foglio: '12', Particella: '345', Subalterno: '6', 'Descrizione dei danni': 'Acqua e fango.' });
  await category(device, 'A/3, abitazione economica');
  await fill(page, { Danno: '8.200,00', 'Spesa per il ripristino': '9.000,00' });
  await choose(page, /coperto da un'assicurazione/, 'Sì');
  await lookAgain(device);
  await choose(page, "A che punto è l'indennizzo", "È stato riconosciuto: conosco l'importo");
  await lookAgain(device);
  await fill(page, { 'Indennizzo riconosciuto': '4.000,00' });
  await next(page, 'the damaged goods');
}

async function movables(device) {
  const { page } = device;
  await atStep(page, 'Beni mobili');
  await choose(page, /mobili, elettrodomestici/, 'Sì');
  await lookAgain(device);
  await choose(page, 'Che bene è', 'Bene registrato (auto, moto, rimorchio, barca)');
  await fill(page, { Descrizione: "L'automobile", Danno: '7.000,00', 'Spesa per il ripristino': '7.000,00' });
  await choose(page, /coperto da un'assicurazione/, 'No');
  await press(page, 'Avanti');
  await says(page.locator('.error-summary'), 'I beni mobili registrati sono esclusi dal contributo');
  await sound(page, 'a registered good refused');
  await choose(page, /mobili, elettrodomestici/, 'No');
  await lookAgain(device);
  await press(page, 'Avanti');
  await atStep(page, 'Beni mobili registrati');
  await choose(page, /beni mobili registrati/, 'No');
  await next(page, 'no registered goods');
}

async function estimate(device) {
  const { page } = device;
  await atStep(page, 'Quantificazione e stima');
  await says(page, 'È una stima, non è un riconoscimento.');
  const found = page.getByRole('status', { name: 'Stima del contributo' }).or(page.getByLabel('Stima del contributo', { exact: true }));
  assert.match(await found.first().innerText(), /4\.200,00/);
  await choose(page, /già ottenuto il contributo/, 'No');
  await choose(page, /altri contributi pubblici/, 'No');
  await next(page, 'the estimate');
}

async function attachments(device) {
  const { page } = device;
  await atStep(page, 'Allegati');
  await choose(page, 'Documento di riconoscimento', "Carta d'identità");
  await fill(page, { 'Numero del documento': 'AA00000AA' });
  await page.locator('input[type=date]').first().fill('2035-01-01');
  await attach(device, 'Copia del documento di riconoscimento', pdfFile('carta.pdf'));
  await next(page, 'the attachments');
}

async function request(page) {
  await atStep(page, 'Richiesta e dichiarazioni');
  for (const declaration of await page.getByRole('checkbox').all()) await declaration.check();
  await next(page, 'the request');
}

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('fen_15 fen_16 fen_19 g_01 cse_1_4 cse_1_8 a family files the flood form and sees the estimate', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, ILARIA);
    await openSheet(page, BODY, FLOOD);
    await says(page, 'Domande aperte');
    await sound(page, 'the sheet');
    await begin(page, BODY, FLOOD);
    await page.waitForURL('**/informativa');
    await sound(page, 'the notice');
    await acceptNotice(page);
    await atStep(page, 'Chi presenta la domanda');
    await fill(page, {
      'Luogo di nascita': 'Borgo Esempio', 'Indirizzo e numero civico': 'Via della Prova 1', CAP: '00000', Comune: 'Borgo Esempio', Telefono: '0001234567',
    });
    await choose(page, 'In quale qualità presenti la domanda', "Proprietario o comproprietario dell'immobile");
    await next(page, 'the applicant');
    await household(device);
    await building(device);
    await goods(device);
    await movables(device);
    await estimate(device);
    await attachments(device);
    await request(page);
    await page.waitForURL('**/riepilogo');
    await sound(page, 'the summary');
    await says(page, 'A/3, abitazione economica');
    await saysNot(page, "L'automobile");
    await transmit(page);
    await sound(page, 'the receipt');
    await says(page, "Contributo di immediato sostegno per l'alluvione");
  }, { expectStatus: [422] });
}
