// Filling a page with rows: buttons that work without script, focus and voice with it, totals that follow, questions that come
// and go without taking what is being typed.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { acceptNotice, atStep, begin, press } from '../lib/filing.mjs';
import { CARLA, enter } from '../lib/people.mjs';
import { sound } from '../lib/sound.mjs';
import { says } from '../lib/words.mjs';

const BODY = 'borgo-esempio';
const FLOOD = 'immediato-sostegno';
// Pages of the flood form.
const GOODS = 4;
const PERSON = 1;

after(closeBrowser);

const row = (page, number) => page.getByRole('group', { name: `Bene ${number}`, exact: true });
const rows = (page) => page.locator('.grid-row');
const box = (place, name) => place.getByRole('textbox', { name, exact: true });
const damage = (place, amount) => box(place, 'Danno').fill(amount);
const net = (place) => place.getByRole('status', { name: /al netto dell'indennizzo \(stima\)/ });
const total = (page) => page.getByRole('status', { name: /^Totale degli immobili/ });
const shows = async (output, text) => {
  await output.getByText(text).or(output.and(output.page().getByText(text))).first().waitFor();
};
const button = (page, word, number) => page.getByRole('button', { name: `${word} Bene ${number}`, exact: true });

// The goods in their order, by their description.
async function descriptions(page) {
  return Promise.all((await rows(page).all()).map((one) => box(one, 'Descrizione dei danni').inputValue()));
}

// Waits until so many rows are there, and says which.
async function goodsAre(page, wanted) {
  await page.waitForFunction((texts) => {
    const found = [...document.querySelectorAll('.grid-row textarea')].map((area) => area.value);
    return JSON.stringify(found) === JSON.stringify(texts);
  }, wanted).catch(() => {});
  assert.deepEqual(await descriptions(page), wanted);
}

// Where the keyboard is.
const focusedRow = (page) => page.evaluate(() => document.activeElement.closest('.grid-row')?.id ?? document.activeElement.id);

async function onGoods(device) {
  const { page } = device;
  await enter(page, BODY, CARLA);
  await begin(page, BODY, FLOOD);
  if (page.url().endsWith('/informativa')) await acceptNotice(page);
  await page.waitForURL('**/passo/*');
  await page.goto(page.url().replace(/\d+$/, String(GOODS)));
  await atStep(page, 'Danni agli immobili');
}

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('iol_18 rows are added, copied, moved and removed, and totals follow', 1, async (device) => {
    const { page } = device;
    await onGoods(device);
    await box(row(page, 1), 'Descrizione dei danni').fill('Cantina');
    await damage(row(page, 1), '1.000,00');
    await page.getByRole('button', { name: 'Aggiungi' }).last().click();
    await row(page, 2).waitFor();
    assert.equal(await box(row(page, 1), 'Descrizione dei danni').inputValue(), 'Cantina', 'what was typed is still there');
    await box(row(page, 2), 'Descrizione dei danni').fill('Tetto');
    await damage(row(page, 2), '500,50');
    await button(page, 'Sposta su', 2).click();
    await goodsAre(page, ['Tetto', 'Cantina']);
    await shows(total(page), '1.500,50');
    await button(page, 'Duplica', 1).click();
    await goodsAre(page, ['Tetto', 'Tetto', 'Cantina']);
    await shows(total(page), '2.001,00');
    await sound(page, 'a page with rows');
    await button(page, 'Rimuovi', 2).click();
    await goodsAre(page, ['Tetto', 'Cantina']);
    await shows(total(page), '1.500,50');
    await button(page, 'Rimuovi', 1).click();
    await goodsAre(page, ['Cantina']);
    assert.equal(await button(page, 'Rimuovi', 1).count(), 0, 'one row is the least');
    await press(page, 'Salva richiesta');
    await says(page, 'Pagina salvata');
    await shows(net(row(page, 1)), '1.000,00');
  });

  journey('iol_18 every part of a row is on a small screen, one under another', 1, async (device) => {
    const { page } = device;
    await onGoods(device);
    const { width } = page.viewportSize();
    const edges = await rows(page).first().locator('input:not([type=hidden]), select, textarea, output, button').evaluateAll((controls) =>
      controls.map((control) => control.getBoundingClientRect()).filter((box) => box.width > 1).map((box) => [box.left, box.right]));
    assert.ok(edges.length > 10, 'the row has its controls');
    for (const [left, right] of edges) assert.ok(left >= 0 && right <= width, `${left}–${right} of ${width}`);
  });

  if (!setting.script) continue;

  journey('form_12 focus goes to the row that was made or moved, and what happened is said', 1, async (device) => {
    const { page } = device;
    await onGoods(device);
    await page.getByRole('button', { name: 'Aggiungi' }).last().press('Enter');
    await row(page, 2).waitFor();
    await says(page.locator('#annuncio'), 'Aggiunta: Bene 2.');
    assert.equal(await focusedRow(page), 'c-beni-riga-1', 'the keyboard is in the new row');
    await button(page, 'Sposta su', 2).press('Enter');
    await says(page.locator('#annuncio'), 'Bene 2 spostata: ora è Bene 1.');
    assert.equal(await focusedRow(page), 'c-beni-riga-0');
    await button(page, 'Duplica', 1).press('Enter');
    await says(page.locator('#annuncio'), 'Bene 1 duplicata: la copia è Bene 2.');
    assert.equal(await focusedRow(page), 'c-beni-riga-1');
    await button(page, 'Rimuovi', 3).press('Enter');
    await says(page.locator('#annuncio'), 'Rimossa: Bene 3.');
    assert.equal(await focusedRow(page), 'c-beni');
    await page.getByRole('button', { name: 'Salva richiesta' }).click();
  });

  journey('form_12 a question of a row appears while one types elsewhere, and neither text nor cursor is touched', 1, async (device) => {
    const { page } = device;
    await onGoods(device);
    const first = row(page, 1);
    const area = box(first, 'Descrizione dei danni');
    await first.getByRole('group', { name: /coperto da un'assicurazione/ }).getByRole('radio', { name: 'Sì', exact: true }).check();
    // Typing goes on before the answer of the server is there.
    await area.click();
    await area.pressSequentially('Acqua e fango');
    await area.press('Home');
    await area.press('ArrowRight');
    await first.getByRole('group', { name: /A che punto è l'indennizzo/ }).waitFor();
    assert.equal(await area.inputValue(), 'Acqua e fango');
    assert.deepEqual(await area.evaluate((element) => [document.activeElement === element, element.selectionStart]), [true, 1]);
    await area.press('End');
    await area.pressSequentially(' ovunque');
    await first.getByRole('group', { name: /coperto da un'assicurazione/ }).getByRole('radio', { name: 'No', exact: true }).check();
    await first.getByRole('group', { name: /A che punto è l'indennizzo/ }).waitFor({ state: 'detached' });
    assert.equal(await area.inputValue(), 'Acqua e fango ovunque');
  });

  journey('form_12 a hidden question comes back with what was typed in it', 1, async (device) => {
    const { page } = device;
    await onGoods(device);
    await page.goto(page.url().replace(/\d+$/, String(PERSON)));
    const role = page.getByRole('group', { name: 'In quale qualità presenti la domanda' });
    await role.getByRole('radio').last().check();
    const other = box(page, 'Quale titolo');
    await other.fill('Usufruttuaria');
    await role.getByRole('radio').first().check();
    await other.waitFor({ state: 'detached' });
    await role.getByRole('radio').last().check();
    await other.waitFor();
    assert.equal(await other.inputValue(), 'Usufruttuaria');
    await page.getByRole('button', { name: 'Salva richiesta' }).click();
  });
}
