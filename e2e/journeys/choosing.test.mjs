// A Comune from a list of eight thousand: with the keyboard, with a press, without script, without a connection.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { ATTI, acceptNotice, answer, begin, lookAgain, press, textbox } from '../lib/filing.mjs';
import { ELENA, enter } from '../lib/people.mjs';
import { WITHOUT_SCRIPT, WITH_SCRIPT, sound } from '../lib/sound.mjs';
import { says, wellFramed } from '../lib/words.mjs';

const BODY = 'pietraprova';

after(closeBrowser);

// The page of the documents with a copy on paper, by post: there the Comune is asked.
async function open(device) {
  const { page } = device;
  await enter(page, BODY, ELENA);
  await begin(page, BODY, ATTI);
  await acceptNotice(page);
  await page.waitForURL('**/passo/1');
  await press(page, 'Salva richiesta');
  await says(page, 'Pagina salvata');
  await page.goto(page.url().replace(/1(\?.*)?$/, '3'));
  await textbox(page, 'Quali documenti chiedi').fill('Il permesso di costruire n. 12 del 2019');
  for (const [question, choice] of [["Come vuoi l'accesso", 'Copia semplice'], ['Come vuoi la copia', 'Su carta'], ['Come ricevi la copia', 'Per posta, a mie spese']]) {
    await answer(page, question, choice);
    await lookAgain(device);
  }
  await textbox(page, 'Via e numero civico').fill('via della Prova 1');
  await textbox(page, 'CAP').fill('59100');
  await textbox(page, 'Provincia').fill('PO');
}

for (const setting of WITH_SCRIPT) {
  const journey = (title, steps, options) => test(`${title} ${named(setting)}`, () => withDevices(title, setting, 1, steps, options));

  journey('form_12 a Comune is found and chosen with the keyboard', async (device) => {
    const { page } = device;
    await open(device);
    const box = page.getByRole('combobox', { name: 'Comune', exact: false });
    await sound(page, 'a list, closed');
    await box.focus();
    await page.keyboard.type('SAMON');
    const list = page.getByRole('listbox', { name: 'Comune' });
    await list.waitFor();
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await says(page.locator('.chooser [role=status]'), 'Risultati trovati: 2.');
    await sound(page, 'a list, open');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await box.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active}`).textContent(), 'Samone (TO)');
    await page.keyboard.press('Escape');
    assert.equal(await list.isVisible(), false);
    assert.equal(await box.inputValue(), 'SAMON', 'Escape closes and keeps the text');
    await page.keyboard.press('ArrowDown');
    await list.waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.match(page.url(), /\/passo\/3$/, 'Enter chooses and sends nothing');
    assert.equal(await box.inputValue(), 'Samone (TN)');
    await press(page, 'Avanti');
    await page.waitForURL('**/passo/4');
    await page.goto(page.url().replace(/4$/, '3'));
    assert.equal(await box.inputValue(), 'Samone (TN)');
    await page.goto(page.url().replace(/passo\/3$/, 'riepilogo'));
    await says(page.getByRole('main'), 'Samone (TN)');
  });

  journey('form_12 a Comune is chosen with a press, or by its whole name', async (device) => {
    const { page } = device;
    await open(device);
    const box = page.getByRole('combobox', { name: 'Comune', exact: false });
    await box.pressSequentially('prat');
    await wellFramed(page);
    await page.getByRole('option', { name: 'Prato (PO)', exact: true }).click();
    assert.equal(await box.inputValue(), 'Prato (PO)');
    await box.fill('zzzz');
    await says(page.locator('.chooser'), 'Nessun risultato.');
    await sound(page, 'a list, nothing found');
    await press(page, 'Avanti');
    await says(page.locator('.error-summary'), 'Nel campo «Comune» occorre scegliere una delle voci proposte');
    await says(page, 'Nessun risultato per «zzzz»');
    await sound(page, 'a list, refused');
    await box.fill('Prato');
    await page.getByRole('listbox').waitFor();
    // On a phone the open list lies over the buttons; leaving the field closes it.
    await page.keyboard.press('Tab');
    await press(page, 'Avanti');
    await page.waitForURL('**/passo/4');
    await page.goto(page.url().replace(/4$/, '3'));
    assert.equal(await box.inputValue(), 'Prato (PO)');
  }, { expectStatus: [422] });

  journey('form_12 without the list the whole name is enough', async (device) => {
    const { page } = device;
    await open(device);
    await page.route('**/elenchi/**', (route) => route.abort('connectionreset'));
    const box = page.getByRole('combobox', { name: 'Comune', exact: false });
    await box.pressSequentially('Samone (TN)');
    await says(page.locator('.chooser'), "L'elenco non è raggiungibile: scrivi il nome per intero.");
    await press(page, 'Avanti');
    await page.waitForURL('**/passo/4');
    await page.goto(page.url().replace(/4$/, '3'));
    assert.equal(await box.inputValue(), 'Samone (TN)');
  }, { expectStatus: ['network'] });
}

for (const setting of WITHOUT_SCRIPT) {
  test(`form_12 a Comune is found and chosen without script ${named(setting)}`, () =>
    withDevices('choosing', setting, 1, async (device) => {
      const { page } = device;
      await open(device);
      await textbox(page, 'Comune').fill('samone');
      await page.getByRole('button', { name: 'Cerca Comune' }).click();
      await page.waitForURL('**/passo/3#c-*');
      await sound(page, 'a list, without script');
      await answer(page, 'che cosa intendi con «samone»?', 'Samone (TN)');
      await press(page, 'Avanti');
      await page.waitForURL('**/passo/4');
      await page.goto(page.url().replace(/4$/, '3'));
      assert.equal(await textbox(page, 'Comune').inputValue(), 'Samone (TN)');
    }, { expectStatus: [422] }));
}
