// The receipt: what article 8 of law 241/1990 asks for, its PDF, and the public check behind its code.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { SETTINGS, closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { file } from '../lib/filing.mjs';
import { FRANCA, enter } from '../lib/people.mjs';
import { heading, says, wellFramed } from '../lib/words.mjs';
import { readPdf } from '../lib/papers.mjs';

const BODY = 'borgo-esempio';

after(closeBrowser);

for (const setting of SETTINGS) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('proc_03 proc_40 receipt says what was filed, who answers, by when and what silence means', 2, async (citizen, stranger) => {
    const { page } = citizen;
    await enter(page, BODY, FRANCA);
    const filed = await file(citizen, BODY, 'Il piano del traffico del 2021');
    await heading(page, 'Richiesta trasmessa');
    await wellFramed(page);
    assert.match(filed.application, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    assert.match(filed.register, /^\d{7}\/\d{4}$/);
    const contents = {
      'Amministrazione competente': 'Comune di Borgo Esempio',
      'Oggetto del procedimento': 'Accesso ai documenti amministrativi',
      Ufficio: 'Segreteria generale',
      "Domicilio digitale dell'amministrazione": 'protocollo@pec.borgo-esempio.example',
      'Responsabile del procedimento': 'Sara Segnaposto',
      'Data entro cui deve concludersi il procedimento': /\d{1,2} \w+ \d{4}/,
      'Rimedi in caso di inerzia': 'Ricorso al TAR',
      "Data di presentazione dell'istanza": /\d{2}\/\d{2}\/\d{4}/,
      'Che cosa vale il silenzio': 'la richiesta si intende respinta',
      'Come sei stato identificato': 'art. 65',
      Richiedente: 'Franca Modello',
    };
    for (const [question, words] of Object.entries(contents)) {
      const row = page.locator('dl.answers > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${question}$`) }) });
      await row.first().locator('dd').getByText(words).waitFor();
    }
    assert.match(await page.locator('#inviato .digest').first().innerText(), /^[0-9a-f]{64}$/);
    assert.match(await page.locator('#verifica .digest').innerText(), /^[0-9a-f]{64}$/);

    const text = await readPdf(page, 'Scarica la ricevuta (PDF)');
    for (const words of [filed.application, filed.register, 'Comune di Borgo Esempio', 'Sara Segnaposto', 'Ricorso al TAR', 'Franca Modello']) {
      assert.ok(text.includes(words), `the PDF says ${words}`);
    }

    const picture = PNG.sync.read(await page.locator('.qr').screenshot());
    const code = jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height);
    const link = await page.locator('#verifica a').getAttribute('href');
    assert.equal(code?.data, link, 'the code is the address of the check');
    await stranger.page.goto(new URL(link).pathname);
    await heading(stranger.page, 'Verifica di una ricevuta');
    await wellFramed(stranger.page);
    await says(stranger.page, 'La ricevuta è autentica');
    await says(stranger.page, filed.application);
    await says(stranger.page, filed.register);
    const shown = await stranger.page.locator('body').innerText();
    for (const secret of ['Franca', FRANCA.code, 'ada.esempio', 'piano del traffico', 'difendermi']) {
      assert.ok(!shown.includes(secret), `the check must not show ${secret}`);
    }
    assert.equal((await stranger.page.goto('/verifica/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')).status(), 404);
    await wellFramed(stranger.page);
  }, { expectStatus: [404] });
}
