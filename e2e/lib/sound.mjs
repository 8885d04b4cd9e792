// A sound page: well framed, and axe finds nothing against WCAG 2.0, 2.1 and 2.2, levels A and AA, with nothing left out.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { SETTINGS, settingOf } from './browser.mjs';
import { seen } from './coverage.mjs';
import { wellFramed } from './words.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// The server sends the same bytes to both: what differs without script has journeys of its own.
export const WITH_SCRIPT = SETTINGS.filter((setting) => setting.script);
export const WITHOUT_SCRIPT = SETTINGS.filter((setting) => !setting.script);

export async function sound(page, what) {
  const setting = settingOf(page);
  await wellFramed(page);
  // No page has frames, so that the mode for them (a second window for each look) would only cost time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(TAGS);
  const { violations, passes } = setting.script ? await axe.analyze() : await withoutScript(page, () => axe.analyze());
  assert.ok(passes.length > 0, `axe looked at nothing on ${page.url()}`);
  const found = violations.map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
  assert.deepEqual(found, [], `${what}: ${page.url()}`);
  const status = await page.evaluate(() => performance.getEntriesByType('navigation')[0].responseStatus);
  if (status === 200) seen(new URL(page.url()).pathname, setting.screen);
}

// axe needs a page that runs scripts. The page was drawn without them and its own are not started any more: only what is
// injected runs. The switch keeps its last value for each of its users, hence the first `true`.
async function withoutScript(page, look) {
  const session = await page.context().newCDPSession(page);
  const forbid = (value) => session.send('Emulation.setScriptExecutionDisabled', { value });
  await forbid(true);
  await forbid(false);
  try {
    return await look();
  } finally {
    await forbid(true);
    await session.detach();
  }
}

// An address that draws nothing and sends on to where `to` says, whoever may open it.
export async function leadsOn(page, path, to) {
  const answer = await page.request.get(path, { maxRedirects: 0 });
  assert.ok(answer.status() >= 300 && answer.status() < 400, `${path} answers ${answer.status()}`);
  assert.match(answer.headers().location, to);
  seen(path, settingOf(page).screen);
}
