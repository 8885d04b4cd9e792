// What people ask outside any case, and how they rate pages: without a login, without script, on a phone.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { press } from '../lib/filing.mjs';
import { enterOffice } from '../lib/people.mjs';
import { heading, says, saysNot, wellFramed } from '../lib/words.mjs';

const BODY = 'borgo-esempio';

after(closeBrowser);

const box = (page, name) => page.getByRole('main').getByRole('textbox', { name });

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('spp_17 help is asked from the foot of a page and the office answers', 2, async (person, office) => {
    const { page } = person;
    const word = `${setting.screen}-${setting.script}`;
    await page.goto(`/${BODY}`);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Richiesta di assistenza' }).click();
    await heading(page, 'Richiesta di assistenza');
    await wellFramed(page);
    await press(page, 'Invia');
    await page.locator('.error-summary').waitFor();
    await box(page, 'Nome').first().fill('Pia');
    await box(page, 'Cognome').fill('Inventata');
    await box(page, 'Email').fill(`pia.${word}@posta.example`);
    await page.getByLabel('Servizio', { exact: true }).selectOption({ index: 1 });
    await box(page, 'Dettagli').first().fill(`Non trovo il modulo ${word}`);
    await page.getByLabel('Ho letto e compreso').check();
    await press(page, 'Invia');
    await page.waitForURL('**/richieste/*');
    await heading(page, 'Richiesta inviata');
    await wellFramed(page);
    const number = await page.locator('.code-value').innerText();
    assert.match(number, /^RA-/);

    await enterOffice(office, BODY, 'urp.borgo');
    await office.page.goto(`/${BODY}/operatori/richieste`);
    await wellFramed(office.page);
    await office.page.getByRole('link', { name: number }).click();
    await says(office.page, `Non trovo il modulo ${word}`);
    await box(office.page, 'Testo della risposta').fill('Il modulo è nella scheda.');
    await press(office.page, 'Invia la risposta');
    await says(office.page, 'Il modulo è nella scheda.');
    await wellFramed(office.page);
    await page.reload();
    await says(page, 'L’ufficio ha risposto per e-mail');
  }, { expectStatus: [422] });

  journey('cse_2_2 an appointment is asked for step by step and corrected from the summary', 1, async ({ page }) => {
    await page.goto(`/${BODY}/prenota-appuntamento`);
    await heading(page, 'Prenota appuntamento');
    await page.getByRole('group', { name: 'Ufficio' }).getByRole('radio').first().check();
    await press(page, 'Avanti');
    await page.getByLabel('martedì').check();
    await page.getByLabel('mattina').check();
    await press(page, 'Avanti');
    await box(page, 'Motivo').fill('Vedere un documento');
    await box(page, 'Dettagli').first().fill('Quello del 2020');
    await press(page, 'Avanti');
    await box(page, 'Nome').first().fill('Pia');
    await box(page, 'Cognome').fill('Inventata');
    await box(page, 'Email').fill(`appuntamento.${setting.screen}.${setting.script}@posta.example`);
    await page.getByLabel('Ho letto e compreso').check();
    // The key Enter goes on, not back.
    await box(page, 'Cognome').press('Enter');
    await page.locator('.steps-now strong', { hasText: 'Riepilogo' }).waitFor();
    await wellFramed(page);
    await page.getByRole('button', { name: 'Modifica Data e orario' }).click();
    await page.getByLabel('venerdì').check();
    await press(page, 'Avanti');
    await press(page, 'Avanti');
    await press(page, 'Avanti');
    await says(page, 'martedì, venerdì');
    await press(page, 'Invia');
    await heading(page, 'Richiesta inviata');
  });

  journey('cse_1_7 a page is rated from 1 to 5 stars and the question follows the stars', 1, async ({ page }) => {
    await page.goto(`/${BODY}/istruzioni`);
    const block = page.locator('[data-element="feedback"]');
    const liked = block.getByRole('group', { name: 'Quali sono stati gli aspetti che hai preferito?' });
    const difficult = block.getByRole('group', { name: 'Dove hai incontrato le maggiori difficoltà?' });
    assert.equal(await liked.isVisible(), false);
    await block.locator('[data-element="feedback-rate-5"]').click();
    await liked.waitFor();
    assert.equal(await difficult.isVisible(), false);
    await block.locator('[data-element="feedback-rate-2"]').click();
    await difficult.waitFor();
    assert.equal(await liked.isVisible(), false);
    await difficult.getByText('Ho avuto problemi tecnici').click();
    assert.ok(await difficult.getByRole('radio', { name: 'Ho avuto problemi tecnici' }).isChecked());
    await block.getByLabel('Vuoi aggiungere altri dettagli?').fill('Una prova');
    await wellFramed(page);
    await press(page, 'Invia la valutazione');
    await says(page, 'Grazie, il tuo parere ci aiuterà a migliorare il servizio!');
    await wellFramed(page);
    await page.goto(`/${BODY}/istruzioni`);
    await block.getByRole('radio', { name: 'Valuta 4 stelle su 5' }).focus();
    await page.keyboard.press('Space');
    await press(page, 'Invia la valutazione');
    await says(page, 'Oggi hai già valutato questa pagina');
    await saysNot(page, 'Grazie, il tuo parere');
  });
}
