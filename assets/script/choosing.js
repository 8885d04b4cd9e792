// Long lists: a text to type into and the options that fit it, chosen with arrows and Enter or with a press (ARIA combobox with a
// listbox). The options come from the list on the page or from our own server; without script the page does the same in two steps.

const PAUSE = 180;
const SHOWN = 20;
const PATIENCE = 8_000;

export function watchChoosing() {
  for (const box of document.querySelectorAll('[data-chooser]:not([data-ready])')) new Remote(box);
  for (const select of document.querySelectorAll('select[data-search]:not([data-ready])')) new Local(select);
}

// As the server reads names: case, accents and signs do not matter.
const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

class Combobox {
  attach(input, place, words) {
    Object.assign(this, { input, words, at: -1, options: [] });
    const id = `${input.id}-elenco`;
    this.list = document.createElement('ul');
    Object.assign(this.list, { id, className: 'chooser-list', hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', place.querySelector('label')?.firstChild.textContent.trim() ?? '');
    this.state = document.createElement('p');
    this.state.className = 'visually-hidden';
    this.state.setAttribute('role', 'status');
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id })) {
      input.setAttribute(name, value);
    }
    const frame = document.createElement('div');
    frame.className = 'chooser-frame';
    input.before(frame);
    frame.append(input, this.list, this.state);
    input.addEventListener('input', () => this.typed());
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('blur', () => this.left());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const item = event.target.closest('[role=option]');
      if (item) this.choose([...this.list.children].indexOf(item));
    });
  }

  typed() {
    this.clear();
    clearTimeout(this.timer);
    if (!fold(this.input.value)) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  show({ options, more }) {
    this.options = options;
    this.at = -1;
    this.list.replaceChildren(...options.map((option, index) => {
      const item = document.createElement('li');
      item.id = `${this.list.id}-${index}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      item.textContent = option.words;
      return item;
    }));
    this.input.removeAttribute('aria-activedescendant');
    this.open(options.length > 0);
    const count = `${this.words.some}: ${options.length}.`;
    this.say(options.length === 0 ? this.words.none : more ? `${count} ${this.words.more}` : count);
  }

  // Somebody who sees the page must see, too, that nothing was found.
  say(words) {
    this.state.textContent = words;
    this.state.classList.toggle('visually-hidden', this.options.length > 0);
  }

  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute('aria-expanded', String(is));
  }

  close() {
    clearTimeout(this.timer);
    this.open(false);
    this.options = [];
    this.input.removeAttribute('aria-activedescendant');
    this.state.textContent = '';
    this.state.classList.add('visually-hidden');
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (open) this.move(event.key === 'ArrowDown' ? 1 : -1);
      else if (fold(this.input.value)) this.ask();
    } else if (event.key === 'Enter' && open) {
      // Enter chooses; only with the list closed it sends the page.
      event.preventDefault();
      if (this.at >= 0) this.choose(this.at);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      this.close();
    }
  }

  move(step) {
    const items = this.list.children;
    items[this.at]?.setAttribute('aria-selected', 'false');
    this.at = (this.at + step + items.length + (this.at < 0 && step < 0 ? 1 : 0)) % items.length;
    const item = items[this.at];
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', item.id);
  }

  choose(index) {
    const option = this.options[index];
    this.input.value = option.label;
    this.close();
    this.take(option);
    this.state.textContent = option.words;
    this.input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  // The whole name typed out is as good as choosing it.
  left() {
    const whole = fold(this.input.value);
    const index = this.options.findIndex((option) => fold(option.label) === whole);
    if (!this.list.hidden && index >= 0) return this.choose(index);
    clearTimeout(this.timer);
    // A sentence that is shown stays: the page must not move under the button that is being pressed.
    this.open(false);
  }
}

// A list on the server.
class Remote extends Combobox {
  constructor(box) {
    super();
    this.box = box;
    box.dataset.ready = 'yes';
    this.attach(box.querySelector('[data-choose]'), box, box.dataset);
  }

  async ask() {
    const typed = this.input.value;
    const address = `${this.box.dataset.chooser}&q=${encodeURIComponent(typed.slice(0, 60))}`;
    this.asked?.abort();
    this.asked = new AbortController();
    const late = setTimeout(() => this.asked.abort(), PATIENCE);
    try {
      const response = await fetch(address, { headers: { Accept: 'application/json' }, signal: this.asked.signal });
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      if (this.input.value === typed && document.activeElement === this.input) this.show(answer);
    } catch {
      // A newer question took over, or there is no server: what is typed stays, and is understood when it is saved.
      if (this.input.value !== typed) return;
      this.options = [];
      this.open(false);
      this.say(this.words.lost);
    } finally {
      clearTimeout(late);
    }
  }

  clear() {
    const name = this.input.name.replace(/:cerca$/, '');
    this.box.querySelector('[data-matches]')?.remove();
    let chosen = this.box.querySelector('[data-chosen]');
    if (!chosen) {
      chosen = document.createElement('input');
      Object.assign(chosen, { type: 'hidden', name });
      chosen.dataset.chosen = '';
      this.box.append(chosen);
    }
    chosen.value = '';
    return chosen;
  }

  take(option) {
    this.clear().value = option.value;
  }
}

// A list on the page: the select stays and is what is sent.
class Local extends Combobox {
  constructor(select) {
    super();
    this.select = select;
    select.dataset.ready = 'yes';
    const input = document.createElement('input');
    Object.assign(input, { type: 'text', autocomplete: 'off', id: select.id, className: select.className.replace('form-select', 'form-control'), disabled: select.disabled });
    for (const name of ['aria-describedby', 'aria-required', 'aria-invalid']) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    select.id = `${select.id}-scelta`;
    const wrapper = select.closest('.select-wrapper');
    wrapper.hidden = true;
    wrapper.before(input);
    if (select.value) input.value = select.selectedOptions[0].text;
    this.attach(input, select.closest('.form-group'), select.dataset);
  }

  ask() {
    const query = fold(this.input.value);
    const wanted = query.split(' ');
    const options = [...this.select.options].filter((option) => option.value);
    const fits = (option) => {
      const own = fold(option.text).split(' ');
      return wanted.every((word) => own.some((begin) => begin.startsWith(word)));
    };
    const rank = (option) => (fold(option.text).startsWith(query) ? 0 : 1);
    const found = options.filter(fits).sort((a, b) => rank(a) - rank(b));
    const shown = found.slice(0, SHOWN).map((option) => ({ value: option.value, label: option.text, words: option.text }));
    this.show({ options: shown, more: found.length > SHOWN });
  }

  clear() {
    this.select.value = '';
  }

  take(option) {
    this.select.value = option.value;
    this.select.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
