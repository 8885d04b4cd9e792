// A draft that saves itself: the line that says so, a connection that is lost, a session that ends, a second window.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { ATTI, acceptNotice, begin, press, textbox } from '../lib/filing.mjs';
import { DARIO, choosePerson, enter } from '../lib/people.mjs';
import { WITHOUT_SCRIPT, WITH_SCRIPT, sound } from '../lib/sound.mjs';
import { says } from '../lib/words.mjs';

const BODY = 'pietraprova';
const SAVED = /^Bozza salvata alle \d\d:\d\d · non ancora trasmessa$/;
const QUESTION = 'Quali documenti chiedi';

after(closeBrowser);

const line = (page) => page.locator('#stato-salvataggio');
const announced = (page) => page.locator('#avviso-salvataggio');
const text = (page) => textbox(page, QUESTION);
const kept = (page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('bozza:')));

// A draft of its own, on the page of the documents.
async function open(page) {
  await enter(page, BODY, DARIO);
  await begin(page, BODY, ATTI);
  await acceptNotice(page);
  await page.waitForURL('**/passo/1');
  await press(page, 'Salva richiesta');
  await says(line(page), SAVED);
  await page.goto(page.url().replace(/1(\?.*)?$/, '3'));
  await text(page).waitFor();
}

// The sendings of the script.
function sendings(page) {
  const sent = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.postData()?.includes('_azione=salva-auto')) sent.push(request);
  });
  return sent;
}

for (const setting of WITH_SCRIPT) {
  const journey = (title, steps, options) => test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, steps, options));

  journey('form_07 what is typed saves itself, once, and the page says when', async ({ page }) => {
    await open(page);
    const sent = sendings(page);
    await text(page).pressSequentially('Il permesso di costruire', { delay: 20 });
    await says(line(page), 'Modifiche non ancora salvate');
    await says(line(page), SAVED);
    await says(announced(page), SAVED);
    assert.equal(sent.length, 1, 'a burst of keys is one sending');
    assert.deepEqual(await kept(page), [], 'what is saved is not kept in the tab');
    await sound(page, 'saved by itself');
    await text(page).pressSequentially(' n. 12');
    await page.locator('#stato-salvataggio[data-state=unsaved]').waitFor();
    await says(line(page), SAVED);
    await page.waitForTimeout(1_500);
    assert.equal(sent.length, 2, 'nothing is sent when nothing changes');
    await page.reload();
    assert.equal(await text(page).inputValue(), 'Il permesso di costruire n. 12');
    await says(line(page), SAVED);
    // A button pressed at once after typing meets no version but its own.
    await page.route('**/passo/3', async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
    await text(page).fill('Tutto il fascicolo');
    await page.locator('#stato-salvataggio[data-state=saving]').waitFor();
    await press(page, 'Salva richiesta');
    await says(page, 'Pagina salvata. La richiesta non è ancora trasmessa.');
    assert.equal(await text(page).inputValue(), 'Tutto il fascicolo');
    assert.deepEqual(await kept(page), []);
  });

  journey('iol_14 a lost connection keeps the text, says so and saves when it is back', async ({ page, context }) => {
    await open(page);
    await context.setOffline(true);
    await says(line(page), 'Connessione assente');
    await text(page).fill('Scritto in galleria');
    await says(announced(page), 'Connessione assente');
    await press(page, 'Avanti');
    assert.match(page.url(), /\/passo\/3$/);
    assert.equal(await text(page).inputValue(), 'Scritto in galleria');
    await sound(page, 'offline');
    assert.equal((await kept(page)).length, 1);
    await context.setOffline(false);
    await says(line(page), SAVED);
    await says(announced(page), SAVED);
    await page.reload();
    assert.equal(await text(page).inputValue(), 'Scritto in galleria');
  }, { expectStatus: ['network'] });

  journey('iol_14 an answer that never came is no other window', async ({ page }) => {
    await open(page);
    let lost = 0;
    await page.route('**/passo/3', async (route) => {
      if (lost > 0 || route.request().method() !== 'POST') return route.fallback();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await text(page).fill('Arrivato senza risposta');
    await says(line(page), 'Connessione assente');
    await text(page).fill('Arrivato senza risposta, e continuato');
    await says(line(page), SAVED);
    assert.equal(lost, 1);
    await page.reload();
    assert.equal(await text(page).inputValue(), 'Arrivato senza risposta, e continuato');
  }, { expectStatus: ['network'] });

  journey('iol_14 a reload before saving brings back what was typed', async ({ page }) => {
    await open(page);
    await text(page).fill('Scritto un attimo prima');
    await page.reload();
    await says(announced(page), 'Abbiamo ritrovato');
    assert.equal(await text(page).inputValue(), 'Scritto un attimo prima');
    await says(line(page), SAVED);
    await page.waitForFunction(() => !Object.keys(sessionStorage).some((key) => key.startsWith('bozza:')));
  });

  journey('frame_expired the session ends while typing: the text is back after the login', async ({ page, context }) => {
    await open(page);
    await context.clearCookies();
    await text(page).fill('Scritto dopo la scadenza');
    await says(line(page), 'La sessione è scaduta');
    await says(announced(page), 'La sessione è scaduta');
    await sound(page, 'expired while typing');
    await line(page).getByRole('link', { name: 'Accedi di nuovo' }).click();
    await choosePerson(page, DARIO);
    await page.waitForURL('**/passo/3');
    // The line says what is stored before the script has looked for what was not.
    await says(announced(page), 'Abbiamo ritrovato');
    assert.equal(await text(page).inputValue(), 'Scritto dopo la scadenza');
    await says(line(page), SAVED);
  }, { expectStatus: [403] });

  journey('iol_14 another window is told, and the button shows both texts', async ({ page, context }) => {
    await open(page);
    const other = await context.newPage();
    await other.goto(page.url());
    await text(page).fill('Testo della prima finestra');
    await says(line(page), SAVED);
    await text(other).fill('Testo della seconda finestra');
    await says(line(other), "Un'altra finestra ha salvato questa pagina");
    assert.equal(await text(other).inputValue(), 'Testo della seconda finestra');
    await sound(other, 'another window saved');
    await press(other, 'Salva richiesta');
    await says(other.locator('.stale'), 'Testo della prima finestra');
    assert.equal(await text(other).inputValue(), 'Testo della seconda finestra');
    await press(other, 'Salva richiesta');
    await says(other, 'Pagina salvata');
  }, { expectStatus: [409, 422] });

  journey('frame_logout logging out leaves nothing of the draft in the tab', async ({ page, context }) => {
    await open(page);
    await context.setOffline(true);
    await text(page).fill('Da non lasciare qui');
    await says(line(page), 'Connessione assente');
    assert.equal((await kept(page)).length, 1);
    await context.setOffline(false);
    await context.clearCookies();
    await page.locator('details.user-menu summary').click();
    await page.locator('form[action$="/esci"] button').first().click();
    await page.waitForURL((url) => !url.pathname.includes('/passo/'));
    assert.deepEqual(await kept(page), []);
  }, { expectStatus: [403, 'network'] });
}

for (const setting of WITHOUT_SCRIPT) {
  test(`form_07 the buttons save without script, and the page says when ${named(setting)}`, () =>
    withDevices('saving', setting, 1, async ({ page }) => {
      await open(page);
      await text(page).fill('Scritto senza script');
      await press(page, 'Salva richiesta');
      await says(line(page), SAVED);
      assert.equal(await text(page).inputValue(), 'Scritto senza script');
    }, { expectStatus: [422] }));
}
