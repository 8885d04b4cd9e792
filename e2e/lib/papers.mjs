// Papers a page offers: made by the outbox after the commit, so they may come a moment later than the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

// The bytes behind the link, once it is there.
export async function downloadPdf(page, name) {
  const link = page.getByRole('link', { name });
  const limit = Date.now() + 30_000;
  while ((await link.count()) === 0) {
    assert.ok(Date.now() < limit, `${name} is not there after half a minute`);
    await page.waitForTimeout(250);
    await page.reload();
  }
  const answer = await page.request.get(await link.first().getAttribute('href'));
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  const bytes = await answer.body();
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  return bytes;
}

// Its text, in one line.
export async function readPdf(page, name) {
  const bytes = await downloadPdf(page, name);
  return execFileSync('pdftotext', ['-', '-'], { input: bytes }).toString().replaceAll(/\s+/g, ' ');
}
