// Accessibility of the steps of a request, of its confirmation, of the office's pages about it, and of the figures of ratings.
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { press } from '../lib/filing.mjs';
import { enterOffice } from '../lib/people.mjs';
import { WITH_SCRIPT, sound } from '../lib/sound.mjs';

const BODY = 'borgo-esempio';

after(closeBrowser);

for (const setting of WITH_SCRIPT) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_assistance steps, confirmation, list, request, figures and the block of ratings', 2, async (person, office) => {
    const { page } = person;
    const box = (name) => page.getByRole('main').getByRole('textbox', { name });
    await page.goto(`/${BODY}/segnalazione-disservizio`);
    await press(page, 'Avanti');
    await sound(page, 'a step with an error');
    await page.getByLabel('Ho letto e compreso').check();
    await press(page, 'Avanti');
    await press(page, 'Avanti');
    await sound(page, 'a step with many errors');
    await page.getByLabel('Tipo di disservizio').selectOption('roads');
    await box('Luogo').fill('Via del Municipio 3');
    await box('Titolo').fill(`Buca ${setting.screen}`);
    await box('Dettagli').first().fill('Davanti al civico 3');
    await box('Nome').first().fill('Pia');
    await box('Cognome').fill('Inventata');
    await box('Email').fill(`buca.${setting.screen}@posta.example`);
    await press(page, 'Avanti');
    await sound(page, 'summary');
    await press(page, 'Invia');
    await page.waitForURL('**/richieste/*');
    await sound(page, 'confirmation');
    const number = await page.locator('.code-value').innerText();
    await page.goto(`/${BODY}/servizi/accesso-atti`);
    await page.locator('[data-element="feedback-rate-1"]').click();
    await sound(page, 'the block with its second question');
    await page.getByLabel('Vuoi aggiungere altri dettagli?').fill('Poco chiara');
    await press(page, 'Invia la valutazione');
    await page.locator('.rating-thanks').waitFor();
    await sound(page, 'thanks in the place of the block');

    await enterOffice(office, BODY, 'urp.borgo');
    await office.page.goto(`/${BODY}/operatori/richieste`);
    await sound(office.page, 'list of requests');
    await office.page.getByRole('link', { name: number }).click();
    await sound(office.page, 'a request');
    await press(office.page, 'Invia la risposta');
    await sound(office.page, 'an answer that is missing');
    await press(office.page, 'Chiudi la richiesta');
    await sound(office.page, 'a closed request');
    await office.page.goto(`/${BODY}/operatori/valutazioni`);
    await sound(office.page, 'figures of ratings');
    await office.page.goto(`/${BODY}/en/operatori/valutazioni?periodo=tutto`);
    await sound(office.page, 'figures of ratings, in English');
  }, { expectStatus: [422] });
}
