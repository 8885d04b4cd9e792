// Accessibility and frame of an office's pages, and of the citizen's pages that answer them.
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { ATTI, SOUP, acceptNotice, begin, fillAtti, numbers, press, textbox, transmit } from '../lib/filing.mjs';
import { ADA, enter, enterOffice, typePassword } from '../lib/people.mjs';
import { downloadPdf } from '../lib/papers.mjs';
import { WITH_SCRIPT, leadsOn, sound } from '../lib/sound.mjs';

const REGION = 'regione-esempio';

after(closeBrowser);

const action = (page, label) =>
  page.locator('details.action').filter({ has: page.locator('summary', { hasText: new RegExp(`^${label}$`) }) });

for (const setting of WITH_SCRIPT) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_office door, password, queue, deadlines, case and its refusals', 2, async (citizen, office) => {
    await enter(citizen.page, REGION, ADA);
    await begin(citizen.page, REGION, SOUP);
    await acceptNotice(citizen.page);
    const draft = citizen.page.url().replace(/\/(passo|informativa).*$/, '');
    for (const step of [1, 2, 3, 4, 5]) {
      await citizen.page.goto(`${draft}/passo/${step}`);
      await sound(citizen.page, 'a step of SOUP');
    }
    await begin(citizen.page, REGION, ATTI);
    await acceptNotice(citizen.page);
    await fillAtti(citizen, { documents: 'Le determine del settore tecnico' });
    await transmit(citizen.page);
    const filed = await numbers(citizen.page);

    const { page } = office;
    await typePassword(page, REGION, 'responsabile.regione', 'non-quella-giusta');
    await page.getByRole('alert').first().waitFor();
    await sound(page, 'refused at the door');
    await typePassword(page, REGION, 'responsabile.regione', 'provvisoria-demo');
    await page.waitForURL('**/operatori/password');
    await sound(page, 'first password');
    await press(page, 'Salva la nuova password');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'first password refused');
    await office.context.clearCookies();
    await enterOffice(office, REGION, 'responsabile.regione');
    for (const path of ['/operatori/coda?q=zzzz', '/operatori/coda', '/operatori/scadenze', '/operatori/password', '/en/operatori/coda', '/operatori/pratiche/00000000-0000-7000-8000-000000000000']) {
      await page.goto(`/${REGION}${path}`);
      await sound(page, 'office');
    }
    await leadsOn(page, `/${REGION}/operatori`, /\/operatori\/coda$/);
    await page.goto(`/${REGION}/operatori/coda`);
    await sound(page, 'queue');
    await page.getByRole('link', { name: filed.application }).click();
    await page.waitForURL('**/operatori/pratiche/*');
    await sound(page, 'case, new');
    await page.locator('details.action summary').first().click();
    await sound(page, 'case, action open');
    await page.getByRole('button', { name: 'Prendi in carico' }).click();
    await page.locator('.case-head .tag', { hasText: 'In carico' }).waitFor();
    await sound(page, 'case, taken');
    const slower = await office.context.newPage();
    await slower.goto(page.url());
    const ask = action(page, "Chiedi un'integrazione");
    await ask.locator('summary').click();
    await ask.getByRole('button').click();
    await page.getByRole('alert').first().waitFor();
    await sound(page, 'case, action refused');
    await ask.locator('textarea').fill('Manca la planimetria del terreno.');
    await ask.getByRole('button').click();
    await page.locator('.case-head .tag', { hasText: 'Da integrare' }).waitFor();
    await sound(page, 'case, more asked');
    const refuse = action(slower, 'Non accogliere');
    await refuse.locator('summary').click();
    await refuse.locator('textarea').fill('Non spiega quale interesse ha.');
    await refuse.getByRole('button').click();
    await slower.getByRole('alert').first().waitFor();
    await sound(slower, 'case, a colleague was faster');
    await slower.close();
    await citizen.page.getByRole('main').getByRole('link', { name: 'Vai alla pratica' }).click();
    await citizen.page.locator('#integrazione').waitFor();
    await sound(citizen.page, 'case, answer awaited');
    await press(citizen.page, "Invia l'integrazione");
    await citizen.page.getByRole('alert').or(citizen.page.locator('.error-summary')).first().waitFor();
    await sound(citizen.page, 'case, empty answer');

    await textbox(citizen.page, 'La tua risposta').fill('La planimetria è agli atti del 2015.');
    await press(citizen.page, "Invia l'integrazione");
    await citizen.page.locator('.case-head .tag', { hasText: 'In carico' }).waitFor();
    await sound(citizen.page, 'case, answered');
    await page.reload();
    await page.locator('summary', { hasText: 'Scrivi al cittadino' }).click();
    await press(page, 'Invia il messaggio');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'case, empty message');
    const grant = action(page, 'Accogli');
    await grant.locator('summary').click();
    await grant.locator('textarea').fill('Ha un interesse diretto, concreto e attuale.');
    await grant.getByRole('button').click();
    await page.locator('.case-head .tag', { hasText: 'Accolta' }).waitFor();
    await sound(page, 'case, concluded');
    await citizen.page.reload();
    await downloadPdf(citizen.page, 'Scarica il provvedimento (PDF)');
    await sound(citizen.page, 'case, concluded with its act');
    const concluded = new URL(citizen.page.url()).pathname.replace(`/${REGION}/`, `/${REGION}/en/`);
    for (const path of [`/${REGION}/pratiche`, `/${REGION}/messaggi`, concluded]) {
      await citizen.page.goto(path);
      await sound(citizen.page, 'with a concluded case');
    }
    await page.goto(`/${REGION}/operatori/coda?area=concluse`);
    await page.getByRole('link', { name: filed.application }).waitFor();
    await sound(page, 'concluded cases');

    await page.getByRole('link', { name: filed.application }).click();
    await page.getByRole('link', { name: 'Storia completa, da stampare' }).click();
    await page.waitForURL('**/storia');
    await sound(page, 'full story');
    await page.goBack();
    await page.getByRole('link', { name: 'Registrazione di protocollo' }).click();
    await page.waitForURL('**/operatori/protocollo/**');
    await sound(page, 'register entry');
    await page.locator('summary', { hasText: 'Annulla questa registrazione' }).click();
    await press(page, 'Annulla la registrazione');
    await page.locator('.error-summary').waitFor();
    await sound(page, 'register entry, annulment refused');
    await textbox(page, "Motivo dell'annullamento").fill('Registrata due volte per errore');
    await textbox(page, "Provvedimento che autorizza l'annullamento").fill('Disposizione n. 3 del 2 marzo 2026');
    await page.getByLabel('Confermo di voler annullare questa registrazione').check();
    await press(page, 'Annulla la registrazione');
    await page.locator('h1 .tag', { hasText: 'ANNULLATO' }).waitFor();
    await sound(page, 'register entry, annulled');
    for (const path of ['', '?q=zzzz', '?anno=duemila']) {
      await page.goto(`/${REGION}/operatori/protocollo${path}`);
      await sound(page, 'register');
    }
    await page.goto(`/${REGION}/operatori/pratiche/${concluded.split('/').at(-1)}`);
    await page.locator('.case-head .refusal', { hasText: 'ANNULLATO' }).waitFor();
    await sound(page, 'case, its entry annulled');
    await citizen.page.goto(concluded);
    await sound(citizen.page, 'case, its entry annulled');
  }, { expectStatus: [401, 404, 409, 422, 429] });
}
