// The original engine on files of {"form", "data"}: one line of JSON for each file and way of asking.
// usage: node original.js SECONDS FILE…
// CPU counts (process.cpuUsage per check, reading of the JSON included): on a shared machine the wall clock also waits for a core.
'use strict';
const fs = require('fs'), path = require('path'), { performance } = require('perf_hooks');
const core = require('@formio/core/process');
const { rules } = require(path.join(path.dirname(require.resolve('@formio/core/process')), 'validation/rules'));
console.warn = console.error = () => {};

const asked = (form, data, processors, config) => ({
  form, components: form.components, data, submission: { data }, scope: { errors: [] }, processors, rules, config,
});
const WAYS = {
  rules: (form, data) => core.processSync(asked(form, data, [core.validateProcessInfo])),
  whole: (form, data) => core.process(asked(form, data, core.Processors, { server: true })),
};

async function measure(form, body, way, seconds) {
  let errors = 0;
  const check = async () => {
    const found = await way(form, JSON.parse(body));
    errors = (found.errors || []).length;
  };
  const until = async (milliseconds) => {
    const start = performance.now();
    let checks = 0;
    do { await check(); checks += 1; } while (performance.now() - start < milliseconds);
    return checks;
  };
  await until(Math.min(1500, seconds * 500));
  const before = process.cpuUsage();
  const checks = await until(seconds * 1000);
  const spent = process.cpuUsage(before);
  return { cpu_micros: (spent.user + spent.system) / checks, checks, errors };
}

(async () => {
  const seconds = Number(process.argv[2]);
  for (const file of process.argv.slice(3)) {
    const { form, data } = JSON.parse(fs.readFileSync(file, 'utf8'));
    for (const [way, ask] of Object.entries(WAYS)) {
      const measured = await measure(form, JSON.stringify(data), ask, seconds);
      process.stdout.write(`${JSON.stringify({ name: path.basename(file, '.json'), way, ...measured })}\n`);
    }
  }
})();
