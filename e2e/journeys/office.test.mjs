// An office: first access, queue, examination, integration, decision; what others may not see.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { file, pdfFile, press, textbox } from '../lib/filing.mjs';
import {
  DARIO, ELENA, FIRST_PASSWORD, changePassword, enter, enterOffice, passwordIsOwn, typePassword,
} from '../lib/people.mjs';
import { readPdf } from '../lib/papers.mjs';
import { heading, says, saysNot, wellFramed } from '../lib/words.mjs';

const BODY = 'borgo-esempio';
const OFFICER = 'funzionario.borgo';
const SUPERVISOR = 'responsabile.borgo';

after(closeBrowser);

// The first access of a person happens once per installation, hence one person for each of the two screens that share a
// database, before any other journey of this file; no other file enters as they do, files run two at a time.
for (const setting of SETTINGS) {
  const user = setting.script ? OFFICER : SUPERVISOR;
  const title = 'sdc_25 sdc_26 at the first access the provisional password must be changed';
  test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, async (device) => {
    const { page } = device;
    await page.goto(`/${BODY}/it/operatori/login`);
    await heading(page, 'Accesso operatori');
    await typePassword(page, BODY, user, 'sbagliata-di-certo');
    await says(page, 'Nome utente o password non corretti');
    await wellFramed(page);
    await typePassword(page, BODY, user, FIRST_PASSWORD);
    await page.waitForURL('**/operatori/password');
    await heading(page, 'Scegli la tua password');
    await wellFramed(page);
    await page.goto(`/${BODY}/operatori/coda`);
    await page.waitForURL('**/operatori/password');
    await textbox(page, 'Password attuale').fill(FIRST_PASSWORD);
    await page.getByLabel('Nuova password').first().fill('corta');
    await page.getByLabel('Ripeti la nuova password').fill('corta');
    await press(page, 'Salva la nuova password');
    await says(page, 'La nuova password è troppo corta: usa almeno 12 caratteri.');
    await wellFramed(page);
    await changePassword(page);
    passwordIsOwn(device, user);
    await page.waitForURL('**/operatori/coda');
    await heading(page, "Pratiche da lavorare");
    await wellFramed(page);
    const leave = page.getByRole('button', { name: 'Esci' });
    if (!(await leave.isVisible())) await page.locator('details.user-menu summary').click();
    await leave.click();
    await typePassword(page, BODY, user, FIRST_PASSWORD);
    await says(page, 'Nome utente o password non corretti');
  }, { expectStatus: [401, 403, 422, 429] }));
}

// One action of the case: its box is opened and its form sent.
async function act(page, label, { text } = {}) {
  const box = page.locator('details.action').filter({ has: page.locator('summary', { hasText: new RegExp(`^${label}$`) }) });
  await box.waitFor();
  if (!(await box.evaluate((element) => element.open))) await box.locator('summary').click();
  if (text !== undefined) await box.locator('textarea').fill(text);
  await box.getByRole('button', { name: label, exact: true }).click();
}

const tag = (page, text) => page.locator('.case-head .tag', { hasText: text });

async function openInQueue(page, number) {
  await page.goto(`/${BODY}/operatori/coda?q=${number}`);
  await page.getByRole('link', { name: number }).click();
  await page.waitForURL('**/operatori/pratiche/*');
}

async function openOnDesk(page, number) {
  await page.goto(`/${BODY}/pratiche`);
  await page.getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
  await page.waitForURL(/\/pratiche\/[0-9a-f-]+$/);
}

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('proc_12 spp_12 spp_15 office takes, writes, asks once for more, decides with motivation', 2, async (citizen, office) => {
    await enter(citizen.page, BODY, DARIO);
    const filed = await file(citizen, BODY, 'Il permesso di costruire n. 12 del 2019');
    await enterOffice(office, BODY, OFFICER);
    const { page } = office;
    await openInQueue(page, filed.application);
    await wellFramed(page);
    await says(page, filed.register);
    await says(page.getByRole('main'), 'Il permesso di costruire n. 12 del 2019');
    await act(page, 'Prendi in carico');
    await tag(page, 'In carico').waitFor();

    const write = page.locator('details').filter({ has: page.locator('summary', { hasText: 'Scrivi al cittadino' }) });
    await write.locator('summary').click();
    await write.getByRole('textbox', { name: 'Oggetto' }).fill('Orario');
    await write.getByRole('textbox', { name: 'Testo del messaggio' }).fill('Lo sportello apre alle nove.');
    await write.getByRole('button', { name: 'Invia il messaggio' }).click();
    await says(page.locator('.messages'), 'Lo sportello apre alle nove.');

    await act(page, "Chiedi un'integrazione", { text: '' });
    await page.getByRole('alert').first().waitFor();
    await wellFramed(page);
    await act(page, "Chiedi un'integrazione", { text: 'Manca la planimetria.' });
    await tag(page, 'Da integrare').waitFor();

    await openOnDesk(citizen.page, filed.application);
    await wellFramed(citizen.page);
    await says(citizen.page, "L'ufficio ti chiede un'integrazione");
    await says(citizen.page, 'Manca la planimetria.');
    await says(citizen.page, 'Il termine del procedimento è sospeso fino alla tua risposta');
    await says(citizen.page.locator('.messages'), 'Lo sportello apre alle nove.');
    await textbox(citizen.page, 'La tua risposta').fill('Ecco la planimetria.');
    await citizen.page.getByLabel('Allegati della risposta').setInputFiles(pdfFile('planimetria.pdf'));
    await press(citizen.page, "Invia l'integrazione");
    await tag(citizen.page, 'In carico').waitFor();
    await saysNot(citizen.page, 'Invia l\'integrazione');

    await page.reload();
    await tag(page, 'In carico').waitFor();
    await page.getByRole('link', { name: /planimetria\.pdf/ }).first().waitFor();
    await act(page, 'Accogli', { text: '' });
    await page.getByRole('alert').first().waitFor();
    await act(page, 'Accogli', { text: 'Hai un interesse diretto, concreto e attuale (art. 22 L. 241/1990).' });
    await tag(page, 'Accolta').waitFor();
    await says(page, 'Nessuna azione possibile in questo stato.');

    await openOnDesk(citizen.page, filed.application);
    await tag(citizen.page, 'Accolta').waitFor();
    await says(citizen.page, 'Hai un interesse diretto, concreto e attuale');
    await citizen.page.locator('section#invii').getByText('Prova debole').first().waitFor();
    const paper = await readPdf(citizen.page, 'Scarica il provvedimento (PDF)');
    assert.ok(paper.includes('Hai un interesse diretto, concreto e attuale'), 'the act carries its motivation');
    await citizen.page.goto(`/${BODY}/pratiche`);
    await says(citizen.page.locator('section#concluse'), filed.application);
    await saysNot(citizen.page.locator('section#in-lavorazione'), filed.application);
  }, { expectStatus: [422] });

  journey('role_supervisor assigns and sees what expires; queue narrows by its filters', 2, async (citizen, office) => {
    await enter(citizen.page, BODY, ELENA);
    const filed = await file(citizen, BODY, 'Gli atti della gara per la mensa');
    await enterOffice(office, BODY, SUPERVISOR);
    const { page } = office;
    await page.goto(`/${BODY}/operatori/coda`);
    await heading(page, "Pratiche da lavorare");
    await wellFramed(page);
    const row = page.getByRole('row').filter({ hasText: filed.application });
    const narrow = async (choose) => {
      await page.goto(`/${BODY}/operatori/coda`);
      await choose();
      await press(page, 'Applica i filtri');
      await page.waitForURL(/coda\?/);
    };
    await narrow(() => page.getByLabel('Nome, codice fiscale o numero').fill(filed.application));
    await row.waitFor();
    assert.equal(await page.locator('tbody tr').count(), 1);
    await narrow(() => page.getByLabel('Stato').selectOption({ label: 'In carico all\'ufficio' }));
    assert.equal(await row.count(), 0, 'not taken yet');
    await narrow(() => page.getByLabel('Assegnatario').selectOption({ label: 'Nessuno' }));
    await row.waitFor();
    await narrow(() => page.getByLabel('Area').selectOption({ label: 'Concluse' }));
    assert.equal(await row.count(), 0);
    await narrow(() => page.getByLabel('Scadenza entro').fill('2020-01-01'));
    assert.equal(await row.count(), 0);

    await openInQueue(page, filed.application);
    const box = page.locator('details.action').filter({ has: page.locator('summary', { hasText: /^Assegna$/ }) });
    await box.locator('summary').click();
    await box.getByRole('combobox').selectOption({ label: 'Olga Operativa' });
    await box.getByRole('button', { name: 'Assegna', exact: true }).click();
    await tag(page, 'In carico').waitFor();
    await says(page.getByRole('main'), 'Olga Operativa');
    await page.getByRole('link', { name: 'Scadenze' }).click();
    await heading(page, 'In scadenza questa settimana');
    await wellFramed(page);
    await saysNot(page.getByRole('main'), filed.application);
  }, { expectStatus: [422] });

  journey('role_others another citizen and another body find no such case', 4, async (citizen, other, office, nobody) => {
    await enter(citizen.page, BODY, DARIO);
    const filed = await file(citizen, BODY, 'La licenza del chiosco in piazza');
    await openOnDesk(citizen.page, filed.application);
    const address = new URL(citizen.page.url()).pathname;
    await enter(other.page, BODY, ELENA);
    assert.equal((await other.page.goto(address)).status(), 404);
    await heading(other.page, 'Pagina non trovata');
    await saysNot(other.page, filed.application);
    assert.equal((await other.page.goto(`${address}/ricevuta`)).status(), 404);
    await enterOffice(office, 'pietraprova', 'funzionario.pietraprova');
    for (const place of [BODY, 'pietraprova']) {
      const answer = await office.page.goto(`/${place}/operatori/pratiche/${address.split('/').pop()}`);
      if (place === BODY) await office.page.waitForURL('**/operatori/login**');
      else assert.equal(answer.status(), 404);
      await saysNot(office.page, filed.application);
    }
    await nobody.page.goto(address);
    await nobody.page.waitForURL('**/accedi?ritorno=*');
    await nobody.page.goto(`/${BODY}/operatori/coda`);
    await nobody.page.waitForURL('**/operatori/login**');
  }, { expectStatus: [404] });
}
