// Long forms: what is saved and what is not, saving by itself, counting characters, one sending per press.

const words = (element) => element.dataset;

export function watchForms() {
  for (const form of document.querySelectorAll('form[data-form]')) watchForm(form);
  for (const area of document.querySelectorAll('textarea[data-most]')) countCharacters(area);
  document.addEventListener('submit', onceOnly);
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
  const state = form.querySelector('[data-save-state]');
  let dirty = false;
  let timer = 0;
  const say = (text, failed = false) => {
    if (!state) return;
    state.textContent = text;
    state.classList.toggle('failed', failed);
  };
  form.addEventListener('input', () => {
    dirty = true;
    if (!state) return;
    say(words(state).unsaved ?? '');
    clearTimeout(timer);
    if (form.dataset.autosave) timer = setTimeout(save, 5000);
  });
  form.addEventListener('submit', () => {
    dirty = false;
    clearTimeout(timer);
  });
  window.addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault();
  });

  async function save() {
    if (!dirty || form.dataset.sending) return;
    dirty = false;
    say(words(state).saving ?? '');
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', body, headers: { accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      const saved = await answer.json().catch(() => ({}));
      const version = form.elements.namedItem('_versione');
      if (version && saved.version !== undefined) version.value = saved.version;
      if (!dirty) say(words(state).saved ?? '');
    } catch {
      dirty = true;
      say(words(state).failed ?? '', true);
    }
  }

  document.body.addEventListener('htmx:sendError', () => say(words(state ?? form).failed ?? '', true));
  document.body.addEventListener('htmx:responseError', () => say(words(state ?? form).failed ?? '', true));
  // After rows of a grid are redrawn the focus goes to the row that was added, or to the grid.
  document.body.addEventListener('htmx:afterSwap', (event) => {
    const pressed = event.detail.requestConfig?.elt?.name ?? '';
    const grid = document.getElementById(event.detail.target?.id ?? '');
    if (!grid?.classList.contains('grid')) return;
    const rows = grid.querySelectorAll(':scope > fieldset > .grid-row');
    const control = pressed.endsWith(':add') ? rows[rows.length - 1]?.querySelector('input:not([type=hidden]), select, textarea') : null;
    (control ?? grid).focus();
    dirty = true;
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
