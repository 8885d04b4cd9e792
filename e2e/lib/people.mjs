// Who uses the house. People and passwords are those of the demo region.
export const ADA = { name: 'Ada', surname: 'Esempio', code: 'SMPDAA80A41H501X' };
export const BRUNO = { name: 'Bruno', surname: 'Prova', code: 'PRVBRN75C12H501B' };
export const CARLA = { name: 'Carla', surname: 'Finta', code: 'FNTCRL90E55H501Z' };
// Files that run at the same time have people of their own: beginning a service again leads to the draft that is still empty,
// and two journeys of one person would meet in it.
export const DARIO = { name: 'Dario', surname: 'Fittizio', code: 'FTTDRA70E20H501C' };
export const ELENA = { name: 'Elena', surname: 'Campione', code: 'CMPLNE85P43H501J' };
export const FRANCA = { name: 'Franca', surname: 'Modello', code: 'MDLFNC62S51H501C' };
export const GINO = { name: 'Gino', surname: 'Ipotesi', code: 'PTSGNI91B28H501B' };
export const ILARIA = { name: 'Ilaria', surname: 'Inventata', code: 'NVNLRI88D47H501H' };

export const FIRST_PASSWORD = 'provvisoria-demo';
export const OWN_PASSWORD = 'quattro parole facili insieme';

export async function choosePerson(page, person) {
  await page.getByRole('button', { name: `Entra come ${person.name} ${person.surname}` }).click();
}

export async function enter(page, body, person) {
  await page.goto(`/${body}/accedi`);
  await choosePerson(page, person);
  await page.waitForURL((url) => !url.pathname.endsWith('/accedi'));
}

export async function typePassword(page, body, user, password) {
  await page.goto(`/${body}/operatori/login`);
  await page.getByLabel('Nome utente').fill(user);
  await page.getByLabel('Password', { exact: false }).fill(password);
  await page.getByRole('button', { name: 'Entra', exact: true }).click();
}

export async function changePassword(page) {
  await page.getByLabel('Password attuale').fill(FIRST_PASSWORD);
  await page.getByLabel('Nuova password', { exact: false }).first().fill(OWN_PASSWORD);
  await page.getByLabel('Ripeti la nuova password').fill(OWN_PASSWORD);
  await page.getByRole('button', { name: 'Salva la nuova password' }).click();
}

// Enters as an operator; the first time the password handed out is replaced, as the house demands.
const changed = new Set();
export async function enterOffice(device, body, user) {
  const key = `${device.setting.database}/${user}`;
  const { page } = device;
  await typePassword(page, body, user, changed.has(key) ? OWN_PASSWORD : FIRST_PASSWORD);
  if (!changed.has(key)) {
    const refused = page.getByText('Nome utente o password non corretti');
    const change = page.getByRole('heading', { name: 'Scegli la tua password' });
    await refused.or(change).first().waitFor();
    // Another file of the run was here before.
    if (await refused.isVisible()) await typePassword(page, body, user, OWN_PASSWORD);
    else await changePassword(page);
    changed.add(key);
  }
  // An administrator opens no case: the register is the first page of that menu.
  await page.waitForURL(/\/operatori\/(coda|protocollo)$/);
}
export const passwordIsOwn = (device, user) => changed.add(`${device.setting.database}/${user}`);
