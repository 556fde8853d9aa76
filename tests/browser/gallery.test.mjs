// Pictures of the main pages for the documentation, taken only when asked:
//
//     RIGHTSDESK_SCREENSHOTS=docs/screenshots tests/with-browser cargo test --test suite browser::the_pictures
//
// Each at 390 and 1280 pixels, as much of the page as a window of that size shows.

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DESK, openPage, PHONE, startBrowser, startProgram } from './kit.mjs';

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

test('the pictures of the documentation', { skip: folder ? false : 'RIGHTSDESK_SCREENSHOTS names no folder' }, async () => {
  await mkdir(folder, { recursive: true });
  const person = await openPage(browser);
  await person.goto(`${demo.url}/r/justroo`);
  await take(person, 'form');
  await person.goto(`${demo.url}/status`);
  await take(person, 'status');
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
