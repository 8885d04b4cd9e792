// A form of a draft saves itself while somebody types. What is typed is also kept in this tab until the server has it: a lost
// connection, an expired session or a reload lose nothing. Without script the buttons save, as they always do.

const PAUSE = 1_200;
const LONGEST_PAUSE = 10_000;
const RETRY = [3_000, 10_000, 30_000];
const PATIENCE = 20_000;
const KEPT = 'bozza:';

const savers = new WeakMap();
let redrawn = () => {};

// Called again when a page is redrawn by script.
export function watchSaving(afterwards) {
  redrawn = afterwards;
  for (const form of document.querySelectorAll('form[data-autosave]')) {
    if (!savers.has(form)) savers.set(form, new Saver(form));
  }
  forgetSent();
  if (document.documentElement.dataset.saving) return;
  document.documentElement.dataset.saving = 'yes';
  // Before every other listener: a sending under way must end first, or the page would meet its own newer version.
  document.addEventListener('submit', beforeSubmit, true);
  document.addEventListener('htmx:afterSwap', () => each((saver) => saver.typed()));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') each((saver) => saver.flush());
  });
  window.addEventListener('online', () => each((saver) => saver.backOnline()));
  window.addEventListener('offline', () => each((saver) => saver.show('offline')));
}

// Waits for what is being saved; false when it is not known whether the server has it.
export async function settled(form) {
  return (await savers.get(form)?.settle()) ?? true;
}

function each(act) {
  for (const form of document.querySelectorAll('form[data-autosave]')) {
    const saver = savers.get(form);
    if (saver) act(saver);
  }
}

function beforeSubmit(event) {
  const form = event.target;
  if (form.getAttribute('action')?.endsWith('/esci')) return forgetAll();
  const saver = savers.get(form);
  if (!saver || form.dataset.sending) return;
  if (saver.calm()) return saver.leaving();
  event.preventDefault();
  event.stopImmediatePropagation();
  const button = event.submitter;
  saver.settle().then((known) => {
    if (known) form.requestSubmit(button);
  });
}

// The tab's own memory can be full or forbidden: then the page alone keeps the text.
function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    forget(key);
  }
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function keptKeys() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
  } catch {
    return [];
  }
}

function forgetAll() {
  for (const key of keptKeys()) forget(key);
}

// A page sent with its button arrived when the page after it says it comes from there.
function forgetSent() {
  for (const key of keptKeys()) {
    const from = location.origin + key.slice(KEPT.length);
    const here = KEPT + location.pathname;
    if (key !== here && recall(key)?.sent && document.referrer.split(/[?#]/)[0] === from) forget(key);
  }
}

class Saver {
  constructor(form) {
    this.form = form;
    this.line = document.querySelector('[data-save-state]');
    this.text = this.line.querySelector('span');
    this.notice = document.getElementById('avviso-salvataggio');
    this.key = KEPT + new URL(form.action).pathname;
    this.saved = this.answers();
    this.first = this.text.textContent;
    this.failures = 0;
    form.addEventListener('input', () => this.typed());
    form.addEventListener('change', () => this.typed());
    this.restore();
  }

  // What is typed, as it is posted; files go with their own buttons.
  answers() {
    const pairs = [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && !name.startsWith('_'));
    return new URLSearchParams(pairs).toString();
  }

  get version() {
    return this.form.elements._versione.value;
  }

  set version(value) {
    this.form.elements._versione.value = value;
  }

  // Nothing on its way, nothing in doubt, and a network to send to.
  calm() {
    return !this.running && !this.doubt && navigator.onLine;
  }

  typed() {
    if (this.answers() === this.saved && !this.doubt) return this.unchanged();
    this.keep();
    this.form.dataset.dirty = 'yes';
    if (this.stopped) return;
    if (navigator.onLine) this.show('unsaved');
    this.later(PAUSE);
  }

  // Typed and taken back.
  unchanged() {
    if (this.running) return;
    clearTimeout(this.timer);
    forget(this.key);
    delete this.form.dataset.dirty;
    if (this.line.dataset.state === 'unsaved') this.say(this.first, false);
  }

  // Some time after the last key, but not never for somebody who does not stop.
  later(wait) {
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const left = Math.max(0, this.since + LONGEST_PAUSE - Date.now());
    this.timer = setTimeout(() => this.flush(), this.failures ? wait : Math.min(wait, left));
  }

  // A password is typed again rather than kept.
  keep(more = {}) {
    const secret = new Set([...this.form.querySelectorAll('input[type=password]')].map((input) => input.name));
    const clean = (text) => new URLSearchParams([...new URLSearchParams(text)].filter(([name]) => !secret.has(name))).toString();
    const doubt = secret.size ? null : this.doubt;
    remember(this.key, { answers: clean(this.answers()), version: this.version, doubt, ...more });
  }

  leaving() {
    clearTimeout(this.timer);
    this.keep({ sent: true });
  }

  async settle() {
    clearTimeout(this.timer);
    await this.running;
    if (!navigator.onLine) this.offline();
    else if (this.doubt) await this.flush();
    return !this.doubt && navigator.onLine;
  }

  flush() {
    clearTimeout(this.timer);
    if (this.running) return this.running;
    if (this.stopped || this.form.dataset.sending || (this.answers() === this.saved && !this.doubt)) return Promise.resolve();
    this.running = this.send().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  // What was sent without an answer is sent again as it was: the server knows it by its words and answers with its version.
  async send() {
    this.since = null;
    if (!navigator.onLine) return this.offline();
    const sent = this.doubt ?? { answers: this.answers(), version: this.version };
    this.doubt = sent;
    this.keep();
    this.show('saving');
    const body = new URLSearchParams(sent.answers);
    body.append('_csrf', this.form.elements._csrf.value);
    body.append('_versione', sent.version);
    body.append('_azione', 'salva-auto');
    let answer;
    try {
      const options = { method: 'POST', headers: { Accept: 'application/json' }, body, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) };
      const response = await fetch(this.form.action, options);
      answer = { status: response.status, wait: response.headers.get('retry-after'), json: await response.json().catch(() => ({})) };
    } catch {
      return this.offline();
    }
    this.hear(answer, sent);
  }

  hear({ status, wait, json }, sent) {
    if (status >= 500) return this.offline();
    this.doubt = null;
    if (status === 200) return this.arrived(json, sent);
    this.keep();
    if (status === 429) return this.later(1_000 * (Number(wait) || 30));
    this.stopped = status !== 400;
    if (status === 409) this.show('conflict', json.type?.endsWith('conflict') ? json.detail : '');
    else if (status === 404) this.show('gone');
    else if ([0, 401, 403].includes(status)) this.show('expired', '', this.again());
    else this.show('refused');
  }

  arrived(json, sent) {
    const failed = this.failures > 0;
    this.failures = 0;
    this.version = json.version;
    this.saved = sent.answers;
    if (this.answers() !== this.saved) {
      this.keep();
      this.later(PAUSE);
      return;
    }
    forget(this.key);
    delete this.form.dataset.dirty;
    this.first = json.text;
    this.say(json.text, failed || !this.told);
    this.told = true;
  }

  offline() {
    this.keep();
    this.form.dataset.dirty = 'yes';
    this.show('offline');
    this.later(RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  backOnline() {
    if (this.stopped) return;
    if (this.line.dataset.state === 'offline') this.say(this.first, false);
    this.restoring ? this.restore() : this.flush();
  }

  again() {
    const link = document.createElement('a');
    link.href = location.pathname;
    link.textContent = this.line.dataset.again;
    // The text is kept in this tab: leaving for the login loses nothing.
    link.addEventListener('click', () => delete this.form.dataset.dirty);
    return link;
  }

  show(state, before = '', link = null) {
    const words = state === 'unsaved' ? this.form.querySelector('#campi')?.dataset.unsaved : this.line.dataset[state];
    this.say([before, words].filter(Boolean).join(' '), !['unsaved', 'saving'].includes(state), link, state);
  }

  // The line changes with every saving; only what somebody must know is announced.
  say(words, aloud, link = null, state = '') {
    const failed = ['offline', 'conflict', 'expired', 'gone', 'refused'].includes(state);
    if (this.line.dataset.state !== state || this.text.textContent.trim() !== words) {
      this.text.replaceChildren(words, ...(link ? [' ', link] : []));
      if (aloud) this.notice.textContent = words;
    }
    this.line.dataset.state = state;
    this.line.classList.toggle('failed', failed);
  }

  // What was typed in this tab and never reached the server is drawn again by the server, with its rows and conditions.
  async restore() {
    const kept = recall(this.key);
    if (!kept) return;
    // The server moved on after the button: it has what was sent, or shows it beside what another window stored.
    if (kept.answers === this.saved || (kept.sent && kept.version !== this.version)) return forget(this.key);
    this.restoring = true;
    this.version = kept.version;
    const body = new URLSearchParams(kept.answers);
    body.append('_csrf', this.form.elements._csrf.value);
    body.append('_versione', kept.version);
    body.append('_azione', 'aggiorna');
    try {
      const response = await fetch(this.form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) });
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('#campi');
      if (!response.ok || !fresh) throw new Error('no page');
      this.form.querySelector('#campi').replaceWith(fresh);
    } catch {
      this.show('offline');
      return;
    }
    this.restoring = false;
    this.doubt = kept.doubt;
    redrawn(this.form);
    this.keep();
    this.form.dataset.dirty = 'yes';
    this.show('restored');
    this.later(PAUSE);
  }
}
