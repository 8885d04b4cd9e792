// Accessibility and frame of every page the house draws: full, empty, wrong, refused and expired, on a desk and on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import {
  ATTI, SOUP, acceptNotice, answer, begin, fillAtti, numbers, pdfFile, press, textbox, transmit,
} from '../lib/filing.mjs';
import { ADA, BRUNO, CARLA, enter, enterOffice, typePassword } from '../lib/people.mjs';
import { wellFramed } from '../lib/words.mjs';

const BODY = 'pietraprova';
const REGION = 'regione-esempio';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

after(closeBrowser);

// axe works in the page, so the settings here are those with script; without it the pages are the same bytes.
const settings = SETTINGS.filter((setting) => setting.script);

async function sound(page, what) {
  await wellFramed(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
  assert.deepEqual(found, [], `${what}: ${page.url()}`);
}

for (const setting of settings) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_public pages of everybody, in both languages', 1, async ({ page }) => {
    const below = ['', '/servizi', '/servizi?q=zzzz', '/servizi/accesso-atti', '/servizi/accesso-atti/privacy', '/privacy', '/accessibilita', '/note-legali', '/domande-frequenti', '/istruzioni', '/accedi', '/operatori/login', '/non-esiste'];
    for (const place of ['/', '/?q=zzzz', '/verifica/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ...below.map((path) => `/${BODY}${path}`), ...below.map((path) => `/borgo-esempio/en${path}`), `/${REGION}`, `/${REGION}/servizi`, `/${REGION}/servizi/${SOUP}`, `/${REGION}/domande-frequenti`]) {
      await page.goto(place);
      await sound(page, 'public');
    }
  }, { expectStatus: [404] });

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
    const box = page.locator('details.action').filter({ has: page.locator('summary', { hasText: "Chiedi un'integrazione" }) });
    await box.locator('summary').click();
    await box.getByRole('button').click();
    await page.getByRole('alert').first().waitFor();
    await sound(page, 'case, action refused');
    const again = page.locator('details.action').filter({ has: page.locator('summary', { hasText: "Chiedi un'integrazione" }) });
    await again.locator('textarea').fill('Manca la planimetria del terreno.');
    await again.getByRole('button').click();
    await page.locator('.case-head .tag', { hasText: 'Da integrare' }).waitFor();
    await sound(page, 'case, more asked');
    await citizen.page.getByRole('main').getByRole('link', { name: 'Vai alla pratica' }).click();
    await citizen.page.locator('#integrazione').waitFor();
    await sound(citizen.page, 'case, answer awaited');
    await press(citizen.page, "Invia l'integrazione");
    await citizen.page.getByRole('alert').or(citizen.page.locator('.error-summary')).first().waitFor();
    await sound(citizen.page, 'case, empty answer');
  }, { expectStatus: [401, 404, 422, 429] });
}
