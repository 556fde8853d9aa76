// Pictures of the main pages for the documentation, taken only when asked:
//
//     RIGHTSDESK_SCREENSHOTS=docs/screenshots tests/with-browser cargo test --test suite browser::the_pictures
//
// Each at 390 and 1280 pixels, as much of the page as a window of that size shows.
// Reduce them to 64 colours before they are committed: a picture is at most 120 KB.

import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, DESK, mailTo, openPage, PHONE, signInto, startBrowser, startProgram } from './kit.mjs';

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
    await page.evaluate(() => document.getAnimations().forEach((change) => change instanceof CSSTransition && change.finish()));
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) });
  }
}

const EMAIL = 'tess.lindqvist@example.org';
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Asks for a copy and for a correction, up to the page on which the person follows it. */
async function asPerson(page) {
  const on = () => button(page, 'Continue').click();
  await page.goto(`${demo.url}/r/justroo`);
  await take(page, 'form');
  await page.goto(`${demo.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await take(page, 'who');
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
  await page.getByLabel('E-mail address').fill(EMAIL);
  await on();
  await on();
  await button(page, 'Send your request').waitFor();
  await take(page, 'check');
  await button(page, 'Send your request').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, EMAIL));
  await button(page, 'Confirm and send').click();
  await page.getByText('What happens next').waitFor();
  await take(page, 'sent');
  await page.getByRole('link', { name: 'Your private page' }).click();
  await button(page, 'E-mail me a code').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, EMAIL));
  await button(page, 'Open my page').click();
  await page.getByText('What has happened so far').waitFor();
  await take(page, 'status');
  const [reference] = page.url().match(/[A-Z]{2}-\d\d-[0-9A-Z]{4}-[0-9A-Z]/);
  await page.getByRole('link', { name: 'A version to print or keep' }).click();
  await take(page, 'status-print');
  await page.goto(`${demo.url}/r/just-elegance?language=de`);
  await take(page, 'form-german');
  return reference;
}

/** The receipt as a mail program shows it. */
async function asMail(page) {
  const html = (await mailTo(demo, EMAIL, /^Content-Type: text\/html[^]*?\r?\n\r?\n([^]*?)\r?\n--/m))[1];
  await page.setContent(html);
  await take(page, 'mail');
}

/** Goes to a page of the console and takes it. */
async function office(dana) {
  const see = async (path, name, part) => {
    await dana.goto(`${demo.url}/console${path}`);
    await take(dana, name, part);
  };
  await see('', 'queue');
  await dana.goto(`${demo.url}/console?state=reviewing&right=access`);
  await dana.locator('main a[href*="/console/case/"]').first().click();
  await take(dana, 'case');
  const here = new URL(dana.url()).pathname.replace('/console', '');
  await see(`${here}/access/review`, 'review');
  await see('/reports', 'reports');
  await take(dana, 'reports-charts', '.charts');
  await see('/start', 'set-up');
  await see('/macros', 'macros');
  await see('/maps/sample-shop', 'map');
  await document(dana);
  await see('/letters/justroo/acknowledgement?language=de', 'wording');
}

/** The first document that waits for review: what is found in it, and what of it the person will not see. */
async function document(dana) {
  await dana.goto(`${demo.url}/console?state=reviewing&right=access`);
  const cases = dana.locator('main a[href*="/console/case/"]');
  for (const path of await cases.evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
    await dana.goto(`${demo.url}${path}/access/review`);
    const waiting = dana.locator('a[href*="/review/documents/"]');
    if ((await waiting.count()) === 0) continue;
    await waiting.first().click();
    return take(dana, 'document');
  }
  throw new Error('no case of the demo has a document');
}

/** A letter of the case on paper, drawn by pdftoppm: the demo's first letter of a request, as it is printed. */
async function asPaper(dana, reference) {
  await dana.goto(`${demo.url}/console/case/${reference}`);
  await dana.goto(demo.url + (await dana.locator('a[href*="/letter/"]').first().getAttribute('href')));
  await dana.locator('textarea[name=address]').fill('41 Egerton Road\nManchester\nM14 6YB');
  const [download] = await Promise.all([
    dana.waitForEvent('download'),
    dana.getByRole('main').getByRole('button').first().click(),
  ]);
  const file = join(demo.data, 'letter.pdf');
  await download.saveAs(file);
  execFileSync('pdftoppm', ['-png', '-r', '96', '-singlefile', file, join(folder, 'letter')]);
}

test('the pictures of the documentation', { skip: folder ? false : 'RIGHTSDESK_SCREENSHOTS names no folder' }, async () => {
  await mkdir(folder, { recursive: true });
  const reference = await asPerson(await openPage(browser));
  await asMail(await openPage(browser));
  const dana = await signInto(await openPage(browser), demo, 'dana');
  await office(dana);
  await asPaper(dana, reference);
});
