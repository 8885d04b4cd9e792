// Comfort only: every page works without this file. No inline code, no eval; the only requests go to our own server.
import htmx from 'htmx.org';
import { watchChoosing } from './choosing.js';
import { watchForms } from './forms.js';
import { watchSaving } from './saving.js';
import { watchUploads } from './uploads.js';
import { definePatch } from './patch.js';

document.documentElement.classList.add('has-script');
definePatch(htmx);

function drawn() {
  watchForms();
  watchChoosing();
  watchSaving((form) => {
    htmx.process(form);
    watchForms();
    watchChoosing();
  });
  document.querySelector('.error-summary')?.focus();
}

function ready() {
  drawn();
  watchUploads(() => {
    htmx.process(document.body);
    drawn();
  });
  closeMenus();
  document.addEventListener('htmx:afterSwap', watchChoosing);
}

// The user menu closes with Escape and with a press outside, as people expect of a menu.
function closeMenus() {
  const menus = () => document.querySelectorAll('details.user-menu[open]');
  document.addEventListener('click', (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready);
else ready();
