// A citizen: from the sheet into the flow, filling, saving, coming back, attaching, transmitting once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import {
  ATTI, SOUP, acceptNotice, answer, atStep, attach, begin, confirm, fillAtti, fillContacts, lookAgain, numbers, openSheet,
  pdfFile, press, textbox, transmit,
} from '../lib/filing.mjs';
import { ADA, BRUNO, CARLA, choosePerson, enter } from '../lib/people.mjs';
import { heading, says, saysNot, wellFramed } from '../lib/words.mjs';

const BODY = 'borgo-esempio';

after(closeBrowser);

const draftAddress = (page) => page.url().replace(/\/(passo|riepilogo|informativa).*$/, '');

// The areas of the desk, by the service's or the application's words in them.
const area = (page, id) => page.locator(`section#${id}`);

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('iol_49 fen_63 from the sheet through the door into the flow, notice of that service first', 1, async ({ page }) => {
    await begin(page, BODY, ATTI);
    await heading(page, 'Accedi ai servizi');
    await choosePerson(page, ADA);
    await page.waitForURL('**/informativa');
    await heading(page, 'Accesso ai documenti amministrativi');
    await wellFramed(page);
    await says(page, 'Per compilare la domanda ti serviranno:');
    await says(page, 'la motivazione della richiesta');
    for (const right of ['Titolare del trattamento', 'Responsabile del trattamento', 'Base giuridica', 'Conservazione dei dati', "Diritti dell'interessato"]) {
      await page.getByRole('term').filter({ hasText: right }).first().waitFor();
    }
    await says(page, 'Il fascicolo si conserva per 10 anni');
    await says(page, /art\. 76 DPR 445\/2000/);
    await press(page, 'Continua');
    await says(page, "Per continuare conferma di aver letto l'informativa.");
    await wellFramed(page);
    await acceptNotice(page);
    await atStep(page, 'I tuoi dati');
    assert.equal(await textbox(page, 'Codice fiscale').inputValue(), ADA.code);
  }, { expectStatus: [422] });

  journey('form_15 iol_05 sdc whole request for another person, with files attached, replaced and removed', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, ADA);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await press(page, 'Avanti');
    await atStep(page, 'A che titolo chiedi');
    assert.equal(await textbox(page, 'Nome della persona che delega').count(), 0);
    await answer(page, "Per chi chiedi l'accesso", "Per un'altra persona, con la sua delega");
    await lookAgain(device);
    await textbox(page, 'Nome della persona che delega').fill('Carla');
    await textbox(page, 'Cognome della persona che delega').fill('Finta');
    await textbox(page, 'Codice fiscale della persona che delega').fill('FNTCRL90E55H501A');
    await press(page, 'Avanti');
    await says(page.locator('.error-summary'), 'Codice fiscale della persona che delega');
    await textbox(page, 'Codice fiscale della persona che delega').fill(CARLA.code);
    await press(page, 'Avanti');
    await atStep(page, 'Documenti richiesti');
    await textbox(page, 'Quali documenti chiedi').fill('Il permesso di costruire n. 12 del 2019');
    await answer(page, "Come vuoi l'accesso", "Copia conforme all'originale (con imposta di bollo)");
    await lookAgain(device);
    await page.getByRole('group', { name: "Come assolvi l'imposta di bollo" }).waitFor();
    await answer(page, "Come vuoi l'accesso", 'Guardare i documenti, senza copia (gratuito)');
    await lookAgain(device);
    await page.getByRole('group', { name: "Come assolvi l'imposta di bollo" }).waitFor({ state: 'detached' });
    await press(page, 'Avanti');
    await atStep(page, 'Motivazione');
    await page.getByRole('group', { name: 'A che cosa ti servono' }).getByRole('radio').first().check();
    await textbox(page, 'Qual è il tuo interesse').fill('<b>Confine</b> del terreno: «è mio» 🏡 李 عربي, e devo difendermi in giudizio.');
    await answer(page, 'I documenti parlano di altre persone che potrebbero opporsi?', 'No');
    await press(page, 'Avanti');

    await atStep(page, 'Allegati');
    await attach(device, 'Delega firmata', pdfFile('delega.pdf'));
    await attach(device, 'Delega firmata', pdfFile('delega-firmata.pdf'));
    assert.equal(await page.getByRole('link', { name: 'delega.pdf', exact: true }).count(), 0, 'a replaced file is gone');
    await attach(device, 'Documento di identità di chi delega', pdfFile('carta.pdf'));
    await attach(device, 'Altri documenti utili', pdfFile('planimetria.pdf'));
    await wellFramed(page);
    const removed = page.getByRole('button', { name: 'Rimuovi planimetria.pdf' });
    await removed.click();
    await removed.waitFor({ state: 'detached' });
    await press(page, 'Avanti');
    await fillContacts(page);

    await wellFramed(page);
    const main = page.getByRole('main');
    await says(main, 'Carla');
    await says(main, '<b>Confine</b> del terreno: «è mio» 🏡 李 عربي');
    await main.getByRole('link', { name: 'delega-firmata.pdf' }).waitFor();
    await saysNot(main, 'planimetria.pdf');
    await saysNot(main, 'Numero identificativo della marca');
    await page.getByRole('button', { name: 'TRASMETTI' }).last().click();
    await says(page.locator('.error-summary'), /conferma/i);
    await transmit(page);
    await heading(page, 'Richiesta trasmessa');
    await says(page, 'delega-firmata.pdf');
  }, { expectStatus: [422] });

  journey('iol_13 iol_14 a half-wrong page is saved and resumed on another device', 2, async (first, second) => {
    await enter(first.page, BODY, BRUNO);
    await begin(first.page, BODY, ATTI);
    await acceptNotice(first.page);
    await press(first.page, 'Avanti');
    await atStep(first.page, 'A che titolo chiedi');
    const step = first.page.url();
    await answer(first.page, "Per chi chiedi l'accesso", "Per un'altra persona, con la sua delega");
    await lookAgain(first);
    await textbox(first.page, 'Cognome della persona che delega').fill('Mezza');
    await textbox(first.page, 'Codice fiscale della persona che delega').fill('SBAGLIATO');
    await press(first.page, 'Salva richiesta');
    await says(first.page, 'Pagina salvata. La richiesta non è ancora trasmessa.');

    await enter(second.page, BODY, BRUNO);
    await second.page.goto(`/${BODY}/pratiche`);
    const draft = draftAddress(first.page).split('/').pop();
    await area(second.page, 'bozze').locator(`a[href*="${draft}"]`).first().click();
    await second.page.waitForURL(step);
    assert.equal(await textbox(second.page, 'Cognome della persona che delega').inputValue(), 'Mezza');
    assert.equal(await textbox(second.page, 'Codice fiscale della persona che delega').inputValue(), 'SBAGLIATO');
    await says(second.page.locator('.error-summary'), 'Nome della persona che delega');
  }, { expectStatus: [422] });

  journey('form_09 form_10 saved and transmitted are never in the same area', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, CARLA);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await fillAtti(device, { documents: 'Il verbale della seduta del 3 marzo' });
    const draft = draftAddress(page).split('/').pop();
    await page.goto(`/${BODY}/pratiche`);
    await wellFramed(page);
    const saved = area(page, 'bozze').locator(`a[href*="${draft}"]`);
    await saved.first().waitFor();
    await says(area(page, 'bozze'), 'Non trasmessa');
    assert.equal(await area(page, 'in-lavorazione').locator(`a[href*="${draft}"]`).count(), 0);
    await saved.first().click();
    await page.waitForURL('**/riepilogo');
    await transmit(page);
    const filed = await numbers(page);
    await page.goto(`/${BODY}/pratiche`);
    assert.equal(await saved.count(), 0, 'what is transmitted is no draft');
    await says(area(page, 'in-lavorazione'), filed.application);
    await says(area(page, 'in-lavorazione'), filed.register);
    await saysNot(area(page, 'concluse'), filed.application);
  });

  journey('form_09 double press, back and a second tab transmit once', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, BRUNO);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await fillAtti(device, { documents: 'La delibera di giunta n. 5 del 2020' });
    const summary = page.url();
    const other = await device.context.newPage();
    await other.goto(summary);
    await confirm(other);
    await confirm(page);
    await page.getByRole('button', { name: 'TRASMETTI' }).last().dblclick();
    await page.waitForURL('**/ricevuta');
    const filed = await numbers(page);
    await other.getByRole('button', { name: 'TRASMETTI' }).last().click();
    await other.waitForURL('**/ricevuta');
    assert.deepEqual(await numbers(other), filed, 'the second tab ends on the same receipt');
    await page.goBack();
    await page.goto(summary);
    await page.waitForURL('**/ricevuta');
    assert.deepEqual(await numbers(page), filed);
    await page.goto(`/${BODY}/pratiche`);
    assert.equal(await area(page, 'in-lavorazione').getByText(filed.application).count(), 1);
  });

  journey('form_09 a connection lost while transmitting transmits once, and the request is found in progress', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, BRUNO);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await fillAtti(device, { documents: 'Il contratto per la neve del 2018' });
    const summary = page.url();
    const draft = draftAddress(page).split('/').pop();
    const filed = () => area(page, 'in-lavorazione').locator('tbody tr');
    await page.goto(`/${BODY}/pratiche`);
    const before = await filed().count();
    await page.goto(summary);
    await confirm(page);
    // The server gets the post and answers; the answer never arrives.
    let answered = 0;
    await page.route('**/trasmetti', async (route) => {
      answered = (await route.fetch({ maxRedirects: 0 })).status();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'TRASMETTI' }).last().click();
    await page.waitForURL('chrome-error://**');
    assert.equal(answered, 303);
    await page.unroute('**/trasmetti');
    await page.goto(`/${BODY}/pratiche`);
    assert.equal(await filed().count(), before + 1);
    assert.equal(await area(page, 'bozze').locator(`a[href*="${draft}"]`).count(), 0, 'what is transmitted is no draft');
    await page.goto(summary);
    await page.waitForURL('**/ricevuta');
    const { application } = await numbers(page);
    await page.goto(`/${BODY}/pratiche`);
    assert.equal(await filed().filter({ hasText: application }).count(), 1);
    assert.equal(await filed().count(), before + 1);
  });

  if (setting.script) journey('frame_upload a file on its way shows how far it is', 1, async (device) => {
    const { page, context } = device;
    await enter(page, BODY, BRUNO);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await page.waitForURL('**/passo/1');
    await page.goto(page.url().replace(/1$/, '5'));
    const network = await context.newCDPSession(page);
    await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 });
    const slot = page.locator('[data-upload]', { hasText: 'Altri documenti utili' });
    await slot.locator('input[type=file]').setInputFiles(pdfFile('scansione.pdf', 'x'.repeat(1_500_000)));
    await slot.getByRole('button', { name: /^Carica/ }).click();
    const bar = slot.getByRole('progressbar', { name: 'scansione.pdf' });
    await slot.getByText(/^scansione\.pdf: [1-9]\d?%$/).waitFor();
    assert.ok(await bar.isVisible());
    const part = await bar.evaluate((element) => element.value);
    assert.ok(part > 0 && part < 100, `the bar stands at ${part}`);
    await wellFramed(page);
    await page.getByRole('link', { name: 'scansione.pdf' }).waitFor();
    assert.equal(await bar.count(), 0);
  });

  journey('iol_14 a page left open in a second tab loses neither text', 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, CARLA);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await press(page, 'Avanti');
    await answer(page, "Per chi chiedi l'accesso", 'Per me');
    await press(page, 'Avanti');
    await atStep(page, 'Documenti richiesti');
    const other = await device.context.newPage();
    await other.goto(page.url());
    await textbox(page, 'Quali documenti chiedi').fill('Testo della prima scheda');
    await press(page, 'Salva richiesta');
    await says(page, 'Pagina salvata');
    await textbox(other, 'Quali documenti chiedi').fill('Testo della seconda scheda');
    await press(other, 'Salva richiesta');
    await says(other, 'Questa pagina è stata salvata da un\'altra finestra o da un altro dispositivo');
    await wellFramed(other);
    await says(other.locator('.stale'), 'Testo della prima scheda');
    assert.equal(await textbox(other, 'Quali documenti chiedi').inputValue(), 'Testo della seconda scheda');
    await press(other, 'Salva richiesta');
    await says(other, 'Pagina salvata');
    await page.reload();
    assert.equal(await textbox(page, 'Quali documenti chiedi').inputValue(), 'Testo della seconda scheda');
  }, { expectStatus: [409, 422] });

  journey('frame_expired an expired session keeps the typed work', 1, async (device) => {
    const { page, context } = device;
    await enter(page, BODY, ADA);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await press(page, 'Avanti');
    await answer(page, "Per chi chiedi l'accesso", 'Per me');
    await press(page, 'Avanti');
    await atStep(page, 'Documenti richiesti');
    await textbox(page, 'Quali documenti chiedi').fill('Testo scritto a lungo');
    await context.clearCookies();
    await press(page, 'Salva richiesta');
    await heading(page, 'La sessione è scaduta');
    await wellFramed(page);
    const door = await context.newPage();
    await enter(door, BODY, ADA);
    await press(page, 'Riprendi da dove eri rimasto');
    // The page was typed under another session's token: the second press confirms it is the same person.
    if ((await page.title()).includes('scaduta')) await press(page, 'Riprendi da dove eri rimasto');
    await says(page, 'Pagina salvata');
    assert.equal(await textbox(page, 'Quali documenti chiedi').inputValue(), 'Testo scritto a lungo');
  }, { expectStatus: [401, 403, 422] });

  journey('soup_19 soup_20 soup_22 soup_29 the change of president is refused without minutes, then accepted', 1, async (device) => {
    const { page } = device;
    await enter(page, 'regione-esempio', ADA);
    await begin(page, 'regione-esempio', SOUP);
    await acceptNotice(page);
    await atStep(page, 'La struttura');
    await page.getByRole('group', { name: 'Che tipo di struttura rappresenti' }).getByRole('radio', { name: /volontariato/ }).check();
    await lookAgain(device);
    await textbox(page, "Denominazione dell'organizzazione").fill('Volontari di Esempio');
    await textbox(page, 'Comune della sede').fill('Borgo Esempio');
    await textbox(page, "Numero di iscrizione nell'elenco territoriale").fill('123');
    await textbox(page, 'Codice fiscale della struttura').fill('90000000001');
    await press(page, 'Avanti');
    await atStep(page, 'Chi fa la richiesta');
    await page.getByRole('checkbox', { name: /presidente o legale rappresentante/ }).check();
    await press(page, 'Avanti');
    await atStep(page, 'Che cosa chiedi');
    assert.equal(await page.getByRole('group', { name: 'In sostituzione del precedente amministratore' }).count(), 0);
    await page.getByRole('group', { name: 'Chiede:' }).getByRole('radio', { name: /modifica dati/i }).check();
    await lookAgain(device);
    await page.getByRole('group', { name: 'Quale modifica chiedi' }).getByRole('radio', { name: /rappresentante legale/i }).check();
    await lookAgain(device);
    await textbox(page, 'Codice fiscale del precedente presidente/legale rappresentante/governatore').fill(CARLA.code);
    await press(page, 'Avanti');
    await atStep(page, 'Allegati');
    await press(page, 'Avanti');
    await says(page.locator('.error-summary'), 'Verbale di nomina del nuovo presidente');
    const draft = draftAddress(page);
    await page.goto(`${draft}/passo/5`);
    await atStep(page, 'Credenziali e dichiarazioni');
    await textbox(page, 'E-mail a cui ricevere le credenziali').fill('presidente@volontari.example');
    await textbox(page, "Ripeti l'e-mail").fill('presidente@volontari.example');
    for (const box of await page.getByRole('main').getByRole('checkbox').all()) await box.check();
    await press(page, 'Avanti');
    await page.waitForURL('**/riepilogo');
    await says(page, 'La domanda non si può ancora trasmettere');
    await wellFramed(page);
    assert.equal(await page.getByRole('button', { name: 'TRASMETTI' }).count(), 0, 'no minutes, no TRASMETTI');
    await page.getByRole('main').getByRole('link', { name: /Verbale di nomina del nuovo presidente/ }).first().click();
    await page.waitForURL('**/passo/4*');
    await attach(device, 'Verbale di nomina del nuovo presidente', pdfFile('verbale.pdf'));
    await press(page, 'Avanti');
    await page.goto(`${draft}/riepilogo`);
    await transmit(page);
    await heading(page, 'Richiesta trasmessa');
    await says(page, 'verbale.pdf');
  }, { expectStatus: [422] });
}
