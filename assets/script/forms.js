// Long forms: what is saved and what is not, counting characters, one sending per press.

// Called again when a page is redrawn by script: what hangs on the document is hung once only.
export function watchForms() {
  for (const form of document.querySelectorAll('form[data-form]')) watchForm(form);
  for (const area of document.querySelectorAll('textarea[data-most]')) countCharacters(area);
  if (document.documentElement.dataset.watched) return;
  document.documentElement.dataset.watched = 'yes';
  document.addEventListener('submit', onceOnly);
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('form[data-dirty]')) event.preventDefault();
  });
  document.body.addEventListener('htmx:sendError', failed);
  document.body.addEventListener('htmx:responseError', failed);
}

// The sentence about saving, where the form does not save itself and says so by itself.
function say(form, key) {
  if (form.dataset.autosave !== undefined) return;
  const text = form.querySelector('#campi')?.dataset[key];
  const line = document.querySelector('[data-save-state]');
  if (!text || !line) return;
  const place = line.querySelector(':scope > span:last-of-type') ?? line;
  place.textContent = text;
  line.classList.toggle('failed', key === 'failed');
}

function failed() {
  for (const form of document.querySelectorAll('form[data-form]')) say(form, 'failed');
}

// A second press within the same sending is dropped; the server refuses a second transmission anyway.
function onceOnly(event) {
  const form = event.target;
  if (form.dataset.sending) event.preventDefault();
  else if (form.method === 'post') form.dataset.sending = 'yes';
}

// Coming back with the browser's button finds the page as it was left, ready to send again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sending]')) delete form.dataset.sending;
});

function watchForm(form) {
  form.addEventListener('input', () => {
    form.dataset.dirty = 'yes';
    say(form, 'unsaved');
  });
  form.addEventListener('submit', () => {
    delete form.dataset.dirty;
  });
}

function countCharacters(area) {
  const most = Number(area.dataset.most);
  const line = document.createElement('p');
  line.className = 'chars-left';
  line.setAttribute('aria-hidden', 'true');
  area.after(line);
  const count = () => { line.textContent = `${area.value.length} / ${most}`; };
  area.addEventListener('input', count);
  count();
}
