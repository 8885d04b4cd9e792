// Accessibility and frame of a citizen's pages: empty, wrong, stale, refused, expired.
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { ATTI, acceptNotice, answer, atStep, begin, fillAtti, lookAgain, pdfFile, press, textbox, transmit } from '../lib/filing.mjs';
import { BRUNO, CARLA, enter } from '../lib/people.mjs';
import { WITHOUT_SCRIPT, WITH_SCRIPT, leadsOn, sound } from '../lib/sound.mjs';

const BODY = 'pietraprova';

after(closeBrowser);

for (const setting of WITH_SCRIPT) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_citizen filling, desk and receipt: empty, wrong, stale, expired', 1, async (device) => {
    const { page, context } = device;
    await enter(page, BODY, BRUNO);
    for (const path of ['/pratiche', '/messaggi', '/accedi']) {
      await page.goto(`/${BODY}${path}`);
      await sound(page, 'empty');
    }
    await begin(page, BODY, ATTI);
    await page.waitForURL('**/informativa');
    await sound(page, 'notice');
    await press(page, 'Continua');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'notice not accepted');
    await acceptNotice(page);
    await page.waitForURL('**/passo/1');
    const draft = page.url().replace(/\/passo\/1$/, '');
    await leadsOn(page, new URL(draft).pathname, /\/passo\/1$/);
    await leadsOn(page, `/${BODY}/servizi/${ATTI}/avvia`, /\/bozze\//);
    await leadsOn(page, `${new URL(draft).pathname}/trasmetti`, /\/riepilogo$/);
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await page.goto(`${draft}/passo/${step}`);
      await sound(page, 'a step');
      await press(page, 'Avanti');
      await page.locator('.error-summary').or(page.locator(`.steps-list li.now:nth-child(${step + 2})`)).first().waitFor();
      await sound(page, 'a step sent empty');
    }
    await page.goto(`${draft}/passo/2`);
    await answer(page, "Per chi chiedi l'accesso", "Per un'altra persona, con la sua delega");
    await textbox(page, 'Nome della persona che delega').waitFor();
    await press(page, 'Avanti');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'conditional questions');
    await press(page, 'Salva richiesta');
    await page.waitForURL('**salvato=1');
    await page.goto(`${draft}/passo/5`);
    const slot = page.locator('[data-upload]', { hasText: 'Altri documenti utili' });
    await slot.locator('input[type=file]').setInputFiles({ name: 'falso.pdf', mimeType: 'application/pdf', buffer: Buffer.from('non è un PDF') });
    await slot.getByRole('button', { name: /^Carica/ }).click();
    await page.locator('.file-slot .form-feedback').first().waitFor();
    await sound(page, 'a refused file');
    await page.locator('[data-upload]', { hasText: 'Altri documenti utili' }).locator('input[type=file]').setInputFiles(pdfFile('vero.pdf'));
    await page.locator('[data-upload]', { hasText: 'Altri documenti utili' }).getByRole('button', { name: /^Carica/ }).click();
    await page.getByRole('link', { name: 'vero.pdf' }).waitFor();
    await sound(page, 'an attached file');
    await page.goto(`${draft}/riepilogo`);
    await sound(page, 'an incomplete summary');
    await page.goto(`${draft}/elimina`);
    await sound(page, 'deleting a draft');

    await page.goto(`${draft}/passo/3`);
    const other = await context.newPage();
    await other.goto(`${draft}/passo/3`);
    await textbox(page, 'Quali documenti chiedi').fill('Il verbale della prima seduta');
    await press(page, 'Salva richiesta');
    await page.waitForURL('**salvato=1');
    await textbox(other, 'Quali documenti chiedi').fill('Il verbale della seconda seduta');
    await press(other, 'Salva richiesta');
    await other.locator('.stale').waitFor();
    await sound(other, 'a stale page');
    await other.close();

    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await fillAtti(device, { documents: 'Il piano delle alienazioni del 2022' });
    await sound(page, 'summary');
    await page.getByRole('button', { name: 'TRASMETTI' }).last().click();
    await page.locator('.error-summary').waitFor();
    await sound(page, 'summary not confirmed');
    await transmit(page);
    await sound(page, 'receipt');
    const check = await page.locator('#verifica a').getAttribute('href');
    await page.getByRole('main').getByRole('link', { name: 'Vai alla pratica' }).click();
    await page.waitForURL(/\/pratiche\/[0-9a-f-]+$/);
    const own = page.url();
    await sound(page, 'case');
    await page.getByText("Scrivi all'ufficio").click();
    await press(page, 'Invia il messaggio');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'an empty message');
    for (const place of [`/${BODY}/pratiche`, `/${BODY}/en/pratiche`, `/${BODY}/messaggi`, new URL(check).pathname]) {
      await page.goto(place);
      await sound(page, 'with a case');
    }
    await context.clearCookies();
    await enter(page, BODY, CARLA);
    await page.goto(own);
    await sound(page, "somebody else's case");
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await page.waitForURL('**/passo/1');
    await context.clearCookies();
    await press(page, 'Salva richiesta');
    await page.getByRole('heading', { name: 'La sessione è scaduta' }).waitFor();
    await sound(page, 'expired');
  }, { expectStatus: [401, 403, 404, 409, 422] });
}

for (const setting of WITHOUT_SCRIPT) {
  const title = 'axe_citizen questions that depend on an answer, asked again by the button';
  test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, async (device) => {
    const { page } = device;
    await enter(page, BODY, CARLA);
    await begin(page, BODY, ATTI);
    await acceptNotice(page);
    await press(page, 'Avanti');
    await atStep(page, 'A che titolo chiedi');
    await sound(page, 'before the answer');
    await answer(page, "Per chi chiedi l'accesso", "Per un'altra persona, con la sua delega");
    await lookAgain(device);
    await textbox(page, 'Nome della persona che delega').waitFor();
    await sound(page, 'the questions of the answer');
    await press(page, 'Avanti');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'the questions of the answer left empty');
  }, { expectStatus: [422] }));
}
