// Builds assets/dist: style, script, fonts and icons with the hash of their contents in their names, each also packed for
// browsers that take br or gzip, and manifest.json from logical to hashed names. Needs `npm ci` before; reaches no network.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const dist = join(here, 'dist');

// The cold page may weigh at most this much, packed, with the fonts it uses (see BUDGET below).
const BUDGET_BYTES = 170_000;

// Icons of the pages; a name not listed here is not in the sprite.
const ICONS = ['it-arrow-right', 'it-calendar', 'it-check', 'it-check-circle', 'it-chevron-left', 'it-chevron-right', 'it-clip',
  'it-clock', 'it-close', 'it-copy', 'it-delete', 'it-download', 'it-error', 'it-expand', 'it-external-link', 'it-file',
  'it-file-pdf', 'it-folder', 'it-help-circle', 'it-inbox', 'it-info-circle', 'it-key', 'it-list', 'it-locked', 'it-logout',
  'it-mail', 'it-map-marker', 'it-pa', 'it-pencil', 'it-plus', 'it-print', 'it-search', 'it-settings', 'it-star-full', 'it-telephone', 'it-upload',
  'it-user', 'it-warning-circle'];

const FONTS = [
  ...['400', '600', '700'].flatMap((weight) => [`titillium-web/titillium-web-latin-${weight}-normal`, `titillium-web/titillium-web-latin-ext-${weight}-normal`]),
  'lora/lora-latin-400-normal', 'roboto-mono/roboto-mono-latin-500-normal'];

const manifest = {};
const packed = {};

// Replaces old builds only at the end of a good one: all files are made in memory first.
const files = new Map();

function add(logical, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const ending = extname(logical);
  const name = `${basename(logical, ending)}.${hash}${ending}`;
  manifest[logical] = name;
  files.set(name, bytes);
  packed[logical] = bytes.length;
  if (ending !== '.woff2') {
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    files.set(`${name}.br`, br);
    files.set(`${name}.gz`, gzipSync(bytes, { level: 9 }));
    packed[logical] = br.length;
  }
  return name;
}

for (const font of FONTS) {
  const [family, file] = font.split('/');
  add(`${file}.woff2`, readFileSync(join(modules, '@fontsource', family, 'files', `${file}.woff2`)));
}

const symbols = ICONS.map((name) => {
  const svg = readFileSync(join(modules, 'bootstrap-italia/src/svg', `${name}.svg`), 'utf8');
  const viewBox = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? '0 0 24 24';
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>[\s\S]*$/, '').replace(/<(style|title|desc)[\s\S]*?<\/\1>/g, '');
  return `<symbol id="${name}" viewBox="${viewBox}">${inner.replace(/\s*\n\s*/g, '')}</symbol>`;
});
add('sprite.svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`));
for (const image of readdirSync(join(here, 'images'))) add(image, readFileSync(join(here, 'images', image)));

const style = compile(join(here, 'style/app.scss'), {
  loadPaths: [join(here, 'style'), modules],
  style: 'compressed',
  charset: false,
  // Bootstrap Italia 2 is written for the older Sass; its warnings are its authors' to mend.
  quietDeps: true,
  silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function', 'slash-div', 'mixed-decls', 'legacy-js-api', 'abs-percent'].filter(Boolean),
  logger: { warn() {}, debug() {} },
});
let css = style.css.replace(/url\("?([a-z0-9-]+\.woff2)"?\)/g, (whole, name) => {
  if (!manifest[name]) throw new Error(`font ${name} is not among FONTS`);
  return `url(${manifest[name]})`;
});
if (/url\((?!"?data:)[^)]*\/\//.test(css)) throw new Error('the style names another host');
const small = await build({ stdin: { contents: css, loader: 'css' }, minify: true, write: false });
add('app.css', Buffer.from(small.outputFiles[0].contents));

const script = await build({
  entryPoints: [join(here, 'script/app.js')],
  bundle: true, minify: true, format: 'esm', target: 'es2020', write: false, legalComments: 'none',
});
add('app.js', Buffer.from(script.outputFiles[0].contents));

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const [name, bytes] of files) writeFileSync(join(dist, name), bytes);
writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

const cold = ['app.css', 'app.js', 'sprite.svg', 'icon.svg', 'titillium-web-latin-400-normal.woff2', 'titillium-web-latin-600-normal.woff2',
  'titillium-web-latin-700-normal.woff2', 'roboto-mono-latin-500-normal.woff2'];
const total = cold.reduce((sum, name) => sum + packed[name], 0);
for (const name of cold) console.log(`${String(packed[name]).padStart(8)}  ${name}`);
console.log(`${String(total).padStart(8)}  cold page without its HTML (at most ${BUDGET_BYTES})`);
if (total > BUDGET_BYTES) {
  console.error('the front end is over its budget');
  process.exit(1);
}
