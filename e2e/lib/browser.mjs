// One browser per spec file; one context per person. Every page is watched: what the console or the policy of contents
// complains about fails the test that opened it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

// A server that is missing stops the run: half of the journeys would otherwise pass by not being there.
function address(variable) {
  const server = process.env[variable];
  if (!server) throw new Error(`${variable} is not set: start the journeys with e2e/run.sh`);
  return server;
}

const DATABASES = { sqlite: address('E2E_SQLITE'), postgres: address('E2E_POSTGRES') };
const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 320, height: 640 } };

// Every pair of values of screen, script and database is in one of these four.
export const SETTINGS = [
  { screen: 'desktop', script: true, database: 'sqlite' },
  { screen: 'desktop', script: false, database: 'postgres' },
  { screen: 'phone', script: true, database: 'postgres' },
  { screen: 'phone', script: false, database: 'sqlite' },
];

export const named = (setting) => `[${setting.screen}, ${setting.script ? 'script' : 'no script'}, ${setting.database}]`;

const settings = new WeakMap();

// What the device of a page is set to.
export const settingOf = (page) => settings.get(page.context());

let browser;

async function started() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return browser;
}

// The process ends with the run anyway (--test-force-exit): a browser slow to say goodbye must not hold it up.
export async function closeBrowser() {
  await Promise.race([browser?.close(), new Promise((done) => setTimeout(done, 5_000).unref())]);
}

// A person's device: own cookies, own screen. `expectStatus` names the answers of 400 and above a test provokes, `network` the
// connections it breaks.
export class Device {
  static async open(setting, { expectStatus = [] } = {}) {
    const context = await (await started()).newContext({
      baseURL: DATABASES[setting.database],
      viewport: WIDTHS[setting.screen],
      deviceScaleFactor: 1,
      hasTouch: setting.screen === 'phone',
      javaScriptEnabled: setting.script,
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      acceptDownloads: true,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    settings.set(context, setting);
    const device = new Device();
    Object.assign(device, { setting, context, problems: [], expected: new Set(expectStatus) });
    context.on('page', (page) => device.watch(page));
    device.page = await context.newPage();
    return device;
  }

  watch(page) {
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      const status = /(?:responded with a status of|Response Status Error Code) (\d+)/.exec(message.text())?.[1];
      if (status && this.expected.has(Number(status))) return;
      // A connection that a test breaks on purpose.
      if (/net::ERR_/.test(message.text()) && this.expected.has('network')) return;
      // A press on «Avanti» overtakes a page that was being redrawn: the browser drops that request, htmx logs it.
      if (/^htmx:(afterRequest|sendError|sendAbort)/.test(message.text())) return;
      this.problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !this.expected.has(response.status())) {
        this.problems.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
      }
    });
  }

  get phone() {
    return this.setting.screen === 'phone';
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.problems, [], 'what the browser complained about');
  }
}

// Opens the devices, runs the journey and closes them; a failed journey leaves a picture of each page.
export async function withDevices(title, setting, count, journey, options) {
  const devices = await Promise.all(Array.from({ length: count }, () => Device.open(setting, options)));
  try {
    await journey(...devices);
  } catch (error) {
    mkdirSync(new URL('../output/', import.meta.url), { recursive: true });
    for (const [number, device] of devices.entries()) {
      const name = `${title}-${setting.screen}-${setting.script ? 'js' : 'nojs'}-${setting.database}-${number}`;
      const path = new URL(`../output/${name.replaceAll(/[^\w-]+/g, '_')}.png`, import.meta.url).pathname;
      await device.page.screenshot({ path, fullPage: true }).catch(() => {});
      error.message += `\n  page ${number}: ${device.page.url()}`;
      if (device.problems.length > 0) error.message += `\n  browser: ${device.problems.join('\n  ')}`;
    }
    for (const device of devices) await device.context.close();
    throw error;
  }
  for (const device of devices) await device.close();
}
