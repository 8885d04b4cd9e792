// After the files that look with axe: no page of the product was left out. Run by run.sh.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looks } from './lib/coverage.mjs';

test('axe_routes every page of the product was looked at, on both screens', () => {
  const found = looks();
  assert.ok(found.size > 25, `the list of routes holds ${found.size} pages`);
  const missing = [...found].flatMap(([route, screens]) =>
    ['desktop', 'phone'].filter((screen) => !screens.has(screen)).map((screen) => `${screen} ${route}`));
  assert.deepEqual(missing, [], 'pages axe has not looked at: give each its sound() in a file journeys/access_*');
});
