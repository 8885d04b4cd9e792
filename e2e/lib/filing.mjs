// Filling in a request the way a person does: by what the page says, never by what the program calls it.

export const ATTI = 'accesso-atti';
export const SOUP = 'accesso-soup';

export const textbox = (page, name) => page.getByRole('textbox', { name, exact: true });
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

// A PDF that any reader opens, made here so that no test depends on a file lying about.
export function pdf(text) {
  const parts = ['%PDF-1.4\n'];
  const offsets = [];
  const object = (body) => {
    offsets.push(Buffer.byteLength(parts.join('')));
    parts.push(`${offsets.length} 0 obj\n${body}\nendobj\n`);
  };
  const stream = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  object('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>');
  object(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const start = Buffer.byteLength(parts.join(''));
  const row = (offset) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  parts.push(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${offsets.map(row).join('')}`);
  parts.push(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.from(parts.join(''));
}

export const pdfFile = (name, text = name) => ({ name, mimeType: 'application/pdf', buffer: pdf(text) });

// Where the wizard is, from the line of its steps.
export async function atStep(page, name) {
  await page.locator('.steps-now strong', { hasText: name }).waitFor();
}

// Chooses an answer other questions depend on; without script the page is asked to look again.
export async function answer(page, question, choice) {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: choice, exact: true }).check();
}
export async function lookAgain(device) {
  if (!device.setting.script) await press(device.page, 'Aggiorna la pagina');
}

export async function openSheet(page, body, service) {
  await page.goto(`/${body}/servizi/${service}`);
}

// From the sheet into the flow: the door is between the two only for whoever is not logged in yet.
export async function begin(page, body, service) {
  await openSheet(page, body, service);
  await page.getByRole('button', { name: 'Accedi al servizio' }).first().click();
}

export async function acceptNotice(page) {
  await page.getByLabel("Ho letto e compreso l'informativa").check();
  await press(page, 'Continua');
}

export async function attach(device, field, file) {
  const slot = device.page.locator('[data-upload]', { hasText: field });
  await slot.locator('input[type=file]').setInputFiles(file);
  await slot.getByRole('button', { name: /^(Carica|Sostituisci)/ }).click();
  await device.page.locator('[data-upload]', { hasText: field }).getByRole('link', { name: file.name }).waitFor();
}

// The plainest request of access: own documents, to look at, nobody else concerned. Ends at the summary.
export async function fillAtti(device, { documents, motive = 'Sono parte in un giudizio sul confine del mio terreno e devo difendermi.' }) {
  const { page } = device;
  await atStep(page, 'I tuoi dati');
  await press(page, 'Avanti');
  await atStep(page, 'A che titolo chiedi');
  await answer(page, "Per chi chiedi l'accesso", 'Per me');
  await press(page, 'Avanti');
  await atStep(page, 'Documenti richiesti');
  await textbox(page, 'Quali documenti chiedi').fill(documents);
  await page.getByRole('group', { name: "Come vuoi l'accesso" }).getByRole('radio').first().check();
  await press(page, 'Avanti');
  await atStep(page, 'Motivazione');
  await page.getByRole('group', { name: 'A che cosa ti servono' }).getByRole('radio').first().check();
  await textbox(page, 'Qual è il tuo interesse').fill(motive);
  await answer(page, 'I documenti parlano di altre persone che potrebbero opporsi?', 'No');
  await press(page, 'Avanti');
  await atStep(page, 'Allegati');
  await press(page, 'Avanti');
  await fillContacts(page);
}

export async function fillContacts(page, email = 'ada.esempio@posta.example') {
  await atStep(page, 'Recapiti e dichiarazioni');
  await textbox(page, 'E-mail').fill(email);
  await page.getByRole('checkbox', { name: /^Dichiaro che quanto ho scritto è vero/ }).check();
  await press(page, 'Avanti');
  await page.waitForURL('**/riepilogo');
}

// On the summary: confirms and transmits.
export async function confirm(page) {
  await page.getByLabel('Confermo che quanto dichiarato corrisponde al vero').check();
}
export async function transmit(page) {
  await confirm(page);
  await page.getByRole('button', { name: 'TRASMETTI' }).last().click();
  await page.waitForURL('**/ricevuta');
}

// Number of the application and of the register on the receipt.
export async function numbers(page) {
  const value = (label) => page.locator('.code-number', { hasText: label }).locator('.code-value').innerText();
  return { application: await value('Numero della domanda'), register: await value('Numero di protocollo') };
}

// A whole request, transmitted; the page stays on the receipt.
export async function file(device, body, documents) {
  await begin(device.page, body, ATTI);
  await acceptNotice(device.page);
  await fillAtti(device, { documents });
  await transmit(device.page);
  return numbers(device.page);
}
