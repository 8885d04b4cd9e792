// Accessibility and frame of the pages of everybody.
import { after, test } from 'node:test';
import { closeBrowser, named, withDevices } from '../lib/browser.mjs';
import { SOUP } from '../lib/filing.mjs';
import { WITH_SCRIPT, leadsOn, sound } from '../lib/sound.mjs';

const BODY = 'pietraprova';
const REGION = 'regione-esempio';

after(closeBrowser);

for (const setting of WITH_SCRIPT) {
  const journey = (title, devices, steps, options) =>
    test(`${title} ${named(setting)}`, () => withDevices(title, setting, devices, steps, options));

  journey('axe_public pages of everybody, in both languages', 1, async ({ page }) => {
    const below = ['', '/servizi', '/servizi?q=zzzz', '/servizi/accesso-atti', '/servizi/accesso-atti/privacy', '/privacy', '/accessibilita', '/note-legali', '/domande-frequenti', '/istruzioni', '/richiesta-assistenza', '/segnalazione-disservizio', '/prenota-appuntamento', '/valutazione?pagina=/istruzioni', '/accedi', '/operatori/login', '/non-esiste'];
    for (const place of ['/', '/?q=zzzz', '/verifica/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', ...below.map((path) => `/${BODY}${path}`), ...below.map((path) => `/borgo-esempio/en${path}`), `/${REGION}`, `/${REGION}/servizi`, `/${REGION}/servizi/${SOUP}`, `/${REGION}/domande-frequenti`]) {
      await page.goto(place);
      await sound(page, 'public');
    }
    await leadsOn(page, `/${BODY}/`, /\/pietraprova$/);
    for (const place of ['/ente-che-non-esiste', `/${BODY}/servizi/servizio-che-non-esiste`, `/${BODY}/servizi?q=%00`, `/${BODY}/en/servizi?q=%00`]) {
      await page.goto(place);
      await page.locator('.error-page').waitFor();
      await sound(page, 'an address that means nothing');
    }
  }, { expectStatus: [400, 404] });
}
