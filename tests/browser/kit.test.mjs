// The kit itself: a check that cannot fail would prove nothing about the pages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers, focusShows, openPage, overhang, PHONE, startBrowser, tabTo } from './kit.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const good = `<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>
  <p><a href="#end">To the end</a></p><p><button>Send</button></p><p id="end">The end.</p></main></body></html>`;

test('a page without barriers has none, and one with a nameless field has one', async () => {
  const page = await openPage(browser);
  await page.setContent(good);
  assert.deepEqual(await barriers(page), []);
  await page.setContent(good.replace('<button>Send</button>', '<input type="text">'));
  assert.match((await barriers(page)).join('\n'), /^label \(critical\)/);
});

test('a page that is too wide for a phone is noticed', async () => {
  const page = await openPage(browser, { size: PHONE });
  const phone = good.replace('<title>', '<meta name="viewport" content="width=device-width"><title>');
  await page.setContent(phone);
  assert.equal(await overhang(page), 0);
  await page.setContent(phone.replace('<h1>', '<pre>' + 'wide '.repeat(99) + '</pre><h1>'));
  assert.ok((await overhang(page)) > 0);
});

test('the Tab key reaches what it can, says what it cannot, and a lost focus ring is noticed', async () => {
  const page = await openPage(browser);
  await page.setContent(good);
  await tabTo(page, page.getByRole('button'));
  assert.ok(await focusShows(page));
  await page.setContent(good.replace('<button>', '<button style="outline: none">'));
  await tabTo(page, page.getByRole('button'));
  assert.ok(!(await focusShows(page)));
  await page.setContent(good.replace('<button>', '<button tabindex="-1">'));
  await assert.rejects(tabTo(page, page.getByRole('button'), 5), /not reached/);
});

test('without script no script runs', async () => {
  const page = await openPage(browser, { script: false });
  await page.setContent(good.replace('<h1>A page', "<script>document.title = 'Ran'</script><h1>A page"));
  assert.equal(await page.title(), 'A page');
});
