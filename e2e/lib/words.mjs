// What a page must say, and the frame every page has.
import assert from 'node:assert/strict';

export async function heading(page, text) {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

export async function says(place, text) {
  await place.getByText(text).first().waitFor();
}

export async function saysNot(place, text) {
  assert.equal(await place.getByText(text).count(), 0, `the page must not say ${text}`);
}

// Every page: its language, a title, one first heading, nothing wider than the screen.
export async function wellFramed(page) {
  const frame = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    widest: [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.visually-hidden, .visually-hidden-focusable'))
      .slice(0, 3)
      .map((e) => e.outerHTML.slice(0, 120)),
  }));
  const place = page.url();
  assert.match(frame.lang, /^(it|en)$/, place);
  assert.ok(frame.title.length > 3, `${place} has a title`);
  assert.equal(frame.headings, 1, `${place} has one h1`);
  assert.equal(frame.mains, 1, `${place} has one main`);
  assert.ok(frame.overflow <= 0, `${place} is wider than the screen by ${frame.overflow} px: ${frame.widest.join(' … ')}`);
}
