// Redrawing a form when an answer changes: what is on the page stays as it is (focus, cursor, text being typed); only the
// components that appear or vanish are touched, those the form itself changed (`data-look` is another), and the list of rows
// whose button was pressed. Components are elements with `data-patch` and an id.

const children = (element) => {
  const found = [];
  const walk = (node) => {
    for (const child of node.children) {
      if (child.dataset.patch) found.push(child);
      else walk(child);
    }
  };
  walk(element);
  return found;
};

// What was hidden, so that it comes back with what was typed in it. Rows take other rows' places: theirs are not kept.
const away = new Map();

// The list of rows being redrawn, and the button that asked for it.
let pressed = null;

const isRowButton = (element) => element?.matches?.('button[data-goal]') ?? false;
const gridOf = (button) => button.closest('.grid')?.id;

function remove(element) {
  if (!element.closest('.grid')) away.set(element.id, element);
  element.remove();
}

function arriving(element) {
  const kept = away.get(element.id);
  away.delete(element.id);
  return kept && kept.dataset.look === element.dataset.look && kept.dataset.patch === element.dataset.patch ? kept : element;
}

// A component the form changed is drawn anew; whoever is typing in it keeps text and cursor.
function renew(old, fresh) {
  const output = old.querySelector('output');
  const worked = fresh.querySelector('output');
  if (output && worked) {
    // The element stays, so that screen readers hear that its text is another.
    output.textContent = worked.textContent;
    old.dataset.look = fresh.dataset.look;
    return;
  }
  const typing = old.contains(document.activeElement) ? document.activeElement : null;
  const cursor = typing && typing.selectionStart !== undefined && typing.selectionStart !== null
    ? [typing.selectionStart, typing.selectionEnd] : null;
  old.replaceWith(fresh);
  const control = typing && document.getElementById(typing.id);
  if (!control) return;
  if (cursor) control.value = typing.value;
  control.focus();
  if (cursor) control.setSelectionRange(...cursor);
}

export function patch(old, fresh) {
  const before = new Map(children(old).map((element) => [element.id, element]));
  const wanted = children(fresh);
  const kept = new Set(wanted.map((element) => element.id));
  for (const [id, element] of before) if (!kept.has(id)) remove(element);
  let last = null;
  for (const element of wanted) {
    const present = before.get(element.id);
    if (present) {
      const now = (pressed && replaceGrid(present, element)) || keep(present, element);
      last = now;
      continue;
    }
    const comes = arriving(element);
    if (last) last.after(comes);
    else {
      const first = children(old)[0];
      // Without any component yet, the new one goes where the fresh page has it: into the element of the same place.
      if (first) first.before(comes);
      else (old.querySelector('fieldset > legend, h3, .row')?.parentElement ?? old).append(comes);
    }
    last = comes;
  }
}

function keep(present, element) {
  const same = (present.dataset.look ?? '') === (element.dataset.look ?? '');
  if (present.dataset.patch === 'box') {
    if (!same) entitle(present, element);
    patch(present, element);
  } else if (!same) {
    renew(present, element);
    return document.getElementById(element.id) ?? present;
  }
  return present;
}

// A part with others inside gets its new title and keeps what is inside.
function entitle(present, element) {
  const title = (box) => box.querySelector(':scope > * > legend, :scope > * > h3, :scope > .grid > * > legend');
  const [old, fresh] = [title(present), title(element)];
  if (old && fresh) old.replaceWith(fresh);
  present.dataset.look = element.dataset.look ?? '';
}

// The list of rows whose button was pressed, when it is this component's own and not one further inside.
function replaceGrid(present, element) {
  const id = gridOf(pressed);
  const own = [...present.querySelectorAll('.grid')].find((grid) => grid.id === id);
  if (!own || children(present).some((inner) => inner.contains(own))) return null;
  const fresh = element.querySelector(`#${CSS.escape(id)}`);
  if (fresh) own.replaceWith(fresh);
  return present;
}

// After rows are redrawn the focus goes where the button says: the new row, the row that moved, or the list.
function goOn(button) {
  const [, word] = /:(\w+)$/.exec(button.name) ?? [];
  const goal = document.getElementById(button.dataset.goal);
  if (!goal) return;
  const moved = (word === 'up' || word === 'down')
    && [...goal.querySelectorAll('button[data-goal]')].find((other) => other.name.endsWith(`:${word}`) && other.closest('.grid-row') === goal);
  const first = (word === 'add' || word === 'copy')
    && goal.querySelector('input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea:not([disabled])');
  (moved || first || goal).focus();
  const said = document.getElementById('annuncio');
  if (said) said.textContent = button.dataset.said;
  const form = goal.closest('form');
  if (form) form.dispatchEvent(new Event('input', { bubbles: true }));
}

function watchRows() {
  // An answer changed just before the press must not drop the press: it is in the same post.
  document.addEventListener('htmx:confirm', (event) => {
    if (pressed && event.target.id === 'campi') event.preventDefault();
  });
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (!isRowButton(event.detail.elt)) return;
    pressed = event.detail.elt;
    // What would be typed into the rows meanwhile would be lost with them.
    const grid = document.getElementById(gridOf(pressed));
    if (grid) grid.inert = true;
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    if (!pressed || event.detail.requestConfig?.elt !== pressed) return;
    const button = pressed;
    pressed = null;
    for (const grid of document.querySelectorAll('.grid[inert]')) grid.inert = false;
    if (event.detail.successful) goOn(button);
    else button.focus();
  });
}

export function definePatch(htmx) {
  htmx.defineExtension('patch', {
    isInlineSwap: (style) => style === 'patch',
    handleSwap(style, target, fragment) {
      if (style !== 'patch') return false;
      const fresh = fragment.firstElementChild?.id === target.id ? fragment.firstElementChild : fragment.querySelector(`#${CSS.escape(target.id)}`);
      if (fresh) patch(target, fresh);
      return [target];
    },
  });
  watchRows();
}
