// Which page routes axe has looked at, and on which screens. The routes are those the policy is tested against, and that
// test fails for a route of the sources that is not among them: a page that nobody scans cannot hide.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';

const ROUTES = new URL('../../crates/app/tests/it/policy.rs', import.meta.url);
const OUTPUT = new URL('../output/', import.meta.url);
// One line for each look; the files of a run write to it side by side.
const LOOKS = new URL('looks.txt', OUTPUT);

// Programs and files, not pages.
// `/bozze/{draft}/modulo` shows itself only to a draft of a version that is no longer in force: the demo has none.
const NO_PAGE = /^\/(api\/|static\/|health$|metrics$)|\/documenti\/\{document\}$|\/logo\/\{file\}$|\/elenchi\/\{list\}$|\/versioni\/\{number\}\/(pacchetto|modulo)$|\/bozze\/\{draft\}\/modulo$/;

export function pageRoutes() {
  const list = /const EXPECTED[^=]*= &\[(.*?)\n\];/s.exec(readFileSync(ROUTES, 'utf8'))?.[1] ?? '';
  const routes = [...list.matchAll(/\(\s*"GET",\s*"([^"]+)"/g)].map((match) => match[1]);
  return routes.filter((route) => !NO_PAGE.test(route));
}

export function seen(path, screen) {
  mkdirSync(OUTPUT, { recursive: true });
  appendFileSync(LOOKS, `${screen} ${path}\n`);
}

const pieces = (path) => path.split('/');

// The route of a path; where two fit, the one that names its pieces.
function routeOf(path, routes) {
  const italian = pieces(path.replace(/^(\/[^/]+)\/en(?=\/|$)/, '$1'));
  const fits = (route) =>
    pieces(route).length === italian.length &&
    pieces(route).every((piece, at) => piece === italian[at] || (piece.startsWith('{') && italian[at] !== ''));
  const named = (route) => pieces(route).filter((piece) => !piece.startsWith('{')).length;
  return routes.filter(fits).sort((a, b) => named(b) - named(a))[0];
}

// For each route the screens it was looked at on.
export function looks() {
  const routes = pageRoutes();
  const found = new Map(routes.map((route) => [route, new Set()]));
  const lines = existsSync(LOOKS) ? readFileSync(LOOKS, 'utf8').trim().split('\n') : [];
  for (const line of lines) {
    const [screen, path] = line.split(' ');
    found.get(routeOf(path, routes))?.add(screen);
  }
  return found;
}
