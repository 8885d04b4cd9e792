// Redrawing a form when an answer changes: what is on the page stays as it is (focus, cursor, text being typed); only the
// components that appear or vanish are touched. Components are elements with `data-patch` and an id.

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

export function patch(old, fresh) {
  const before = new Map(children(old).map((element) => [element.id, element]));
  const wanted = children(fresh);
  const kept = new Set(wanted.map((element) => element.id));
  for (const [id, element] of before) if (!kept.has(id)) element.remove();
  let last = null;
  for (const element of wanted) {
    const present = before.get(element.id);
    if (present) {
      if (element.dataset.patch === 'box') patch(present, element);
      last = present;
    } else if (last) {
      last.after(element);
      last = element;
    } else {
      const first = children(old)[0];
      // Without any component yet, the new one goes where the fresh page has it: into the element of the same place.
      if (first) first.before(element);
      else (old.querySelector('fieldset > legend, h3, .row')?.parentElement ?? old).append(element);
      last = element;
    }
  }
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
}
