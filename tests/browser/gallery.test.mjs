// Pictures of the main pages for the documentation, taken only when asked:
//
//     RIGHTSDESK_SCREENSHOTS=docs/screenshots tests/with-browser cargo test --test suite browser::the_pictures
//
// Each at 390 and 1280 pixels, as much of the page as a window of that size shows.
// Reduce them to 64 colours before they are committed: a picture is at most 120 KB.

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, DESK, openPage, PHONE, startBrowser, startProgram } from './kit.mjs';

const folder = process.env.RIGHTSDESK_SCREENSHOTS;
let browser;
let demo;
before(async () => {
  if (folder) [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'])]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** One picture at each width of the page that is open, from its top or from one of its parts. */
async function take(page, name, part) {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await (part ? page.locator(part).first().evaluate((seen) => seen.scrollIntoView()) : page.evaluate(() => scrollTo(0, 0)));
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) });
  }
}

/** Asks for a copy and for a correction, up to the page on which the person follows it. */
async function asPerson(page) {
  const email = 'tess.lindqvist@example.org';
  const button = (name) => page.getByRole('button', { name, exact: true });
  const on = () => button('Continue').click();
  await page.goto(`${demo.url}/r/justroo`);
  await take(page, 'form');
  await page.goto(`${demo.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await on();
  await page.getByLabel('Send me a copy of my data').check();
  await page.getByLabel('Correct something that is wrong').check();
  await take(page, 'rights');
  await on();
  await page.getByLabel('What is wrong or missing?').fill('My address is 14 Egerton Road');
  await page.getByLabel('What should it say?').fill('41 Egerton Road');
  await on();
  await page.getByLabel('An order number').fill('104482');
  await on();
  await page.getByLabel('Full name').fill('Tess Lindqvist');
  await page.getByLabel('E-mail address').fill(email);
  await on();
  await on();
  await button('Send your request').waitFor();
  await take(page, 'check');
  await button('Send your request').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await button('Confirm and send').click();
  await page.getByRole('link', { name: 'Your private page' }).click();
  await button('E-mail me a code').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await button('Open my page').click();
  await page.getByText('What has happened so far').waitFor();
  await take(page, 'status');
  await page.getByRole('link', { name: 'A version to print or keep' }).click();
  await take(page, 'status-print');
}

test('the pictures of the documentation', { skip: folder ? false : 'RIGHTSDESK_SCREENSHOTS names no folder' }, async () => {
  await mkdir(folder, { recursive: true });
  await asPerson(await openPage(browser));
  const dana = await openPage(browser);
  await dana.goto(`${demo.url}/console`);
  await dana.getByLabel('E-mail').fill('dana@rightsdesk.example');
  await dana.getByLabel('Password').fill((await readFile(join(demo.data, 'sign-in.txt'), 'utf8')).trim());
  await dana.getByRole('button', { name: 'Sign in' }).click();
  await dana.getByRole('navigation', { name: 'Queues and pages' }).waitFor();
  await take(dana, 'queue');
  await dana.goto(`${demo.url}/console?state=reviewing&right=access`);
  await dana.locator('main a[href*="/console/case/"]').first().click();
  await take(dana, 'case');
  const here = new URL(dana.url()).pathname;
  await dana.goto(`${demo.url}${here}/access/review`);
  await take(dana, 'review');
  await dana.goto(`${demo.url}/console/reports`);
  await take(dana, 'reports');
  await take(dana, 'reports-charts', '.charts');
});
