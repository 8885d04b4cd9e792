// A sound page: well framed, and axe finds nothing against WCAG 2.0, 2.1 and 2.2, levels A and AA, with nothing left out.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { SETTINGS } from './browser.mjs';
import { wellFramed } from './words.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// axe works in the page, so its settings are those with script; without it the server sends the same bytes.
export const WITH_SCRIPT = SETTINGS.filter((setting) => setting.script);

export async function sound(page, what) {
  await wellFramed(page);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
  assert.deepEqual(found, [], `${what}: ${page.url()}`);
}
