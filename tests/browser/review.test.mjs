// A reviewer at work without a mouse, with and without script; colleagues on a phone without script; data on its way to another company.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, askForCopy, codeFor, findData, focusShows, inspect, mailTo, openPage, patiently, press, signInto, startBrowser, startProgram, tabTo } from './kit.mjs';

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'])]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** So many rows with their buttons may stand before what is looked for. */
const FAR = 700;
const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('link', { name });

/** A request for a copy whose data has been found and that waits for its reviewer; gives the reference. */
async function readyToReview(email) {
  const reference = await askForCopy(browser, demo, { name: 'Priya Nair', email, order: '20418', postcode: 'm14 6yb' });
  await findData(browser, demo, reference, 'access');
  return reference;
}

/** Opens the menu where it is folded away, and goes to one of its queues. */
async function queue(page, name) {
  const menu = link(page, 'Menu');
  if (await menu.isVisible()) {
    await tabTo(page, menu);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Queues and pages' }).waitFor();
  }
  await press(page, link(page.locator('nav#rail'), name));
}

/** Passes the menu by, as whoever works without a mouse does. */
async function skip(page) {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

/** Leaves the first flagged row out, whole, with a ground and a reason. */
async function leaveOut(page) {
  const row = page.locator('article.finding').filter({ has: page.getByText('Leave out…') }).first();
  await skip(page);
  await tabTo(page, row.locator('summary').last(), FAR);
  assert.ok(await focusShows(page));
  await page.keyboard.press('Enter');
  await tabTo(page, row.getByLabel('The whole row'));
  await page.keyboard.press('Space');
  await tabTo(page, row.getByRole('combobox', { name: 'Ground' }));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, row.getByLabel('Reason, for the record'));
  await page.keyboard.type('It is about somebody else.');
  await press(page, row.getByRole('button', { name: 'Leave it out' }));
}

/** Decides every row of a request, flagged ones one by one and the others a collection at a time. */
async function decideAll(page, review) {
  for (const include = button(page, 'Include all of it').first(); (await include.count()) > 0; await page.goto(review)) {
    await skip(page);
    await press(page, include, FAR);
  }
  const onward = link(page, /^Go on to (?!approve)/);
  for (; (await onward.count()) > 0; ) {
    await skip(page);
    await press(page, onward, FAR);
    await skip(page);
    await press(page, button(page, /^Include the \d+ open here/), FAR);
  }
}

/** Decides everything that is open, and approves. */
async function approve(page, review) {
  await page.goto(review);
  await decideAll(page, review);
  await page.goto(review);
  await skip(page);
  await press(page, link(page, 'Go on to approve'), FAR);
  const gaps = page.getByLabel('Let the answer go with these gaps');
  if ((await gaps.count()) > 0) {
    await tabTo(page, gaps);
    await page.keyboard.press('Space');
  }
  await press(page, button(page, 'Approve'));
}

/** From the queue to the answered request, with the keyboard alone. */
async function reviews(reference, email, window) {
  const ruth = await signInto(await openPage(browser, window), demo, 'ruth');
  await queue(ruth, /^Ready to review/);
  await press(ruth, link(ruth.getByRole('main'), reference), FAR);
  await ruth.waitForURL(`**/case/${reference}`);
  await press(ruth, link(ruth.locator('#next'), /findings?$/));
  await leaveOut(ruth);
  await approve(ruth, ruth.url().split('?')[0]);
  await mailTo(demo, email, new RegExp(`^(?=[\\s\\S]*${reference})[\\s\\S]*Our answer is ready`));
  await patiently(ruth, ruth.getByRole('heading', { name: 'Delivery' }), () => ruth.reload());
  await ruth.getByText(/Can be fetched until/).waitFor();
  // With script the page loads itself again as letters leave, which no look at it survives.
  if (window.script === false) await inspect(ruth, 'reviewed');
}

test('a reviewer answers a request from the queue with the keyboard alone', async () => {
  const email = 'priya.keys@example.org';
  await reviews(await readyToReview(email), email, { size: DESK });
});

test('a reviewer answers a request with the keyboard alone on a phone without script', async () => {
  const email = 'priya.phone@example.org';
  await reviews(await readyToReview(email), email, { size: PHONE, script: false });
});

test('the menu of a masked case is at hand on a phone without script', async () => {
  const alex = await signInto(await openPage(browser), demo, 'alex');
  await alex.goto(`${demo.url}/console/companies/jusstool/edit/desk`);
  await alex.getByLabel('What handlers and administrators see of a case').selectOption('masked');
  await button(alex, 'Save').click();
  await alex.waitForURL('**/companies/jusstool');
  const ana = await signInto(await openPage(browser, { size: PHONE, script: false }), demo, 'ana');
  await ana.goto(`${demo.url}/console?controller=jusstool`);
  await link(ana.getByRole('main'), /^JT-26-/).first().click();
  await button(ana, 'Show it in full for 15 minutes').waitFor();
  const rail = ana.getByRole('navigation', { name: 'Queues and pages' });
  assert.equal(await rail.isVisible(), false);
  await link(ana, 'Menu').click();
  await rail.waitFor();
  await inspect(ana, 'case-masked-menu');
  await link(ana, 'Close the menu').click();
  await rail.waitFor({ state: 'hidden' });
  await button(ana, 'Show it in full for 15 minutes').click();
  await ana.getByText('Shown in full to you').waitFor();
  await queue(ana, /^Overdue/);
  await ana.getByRole('heading', { level: 1, name: 'Overdue' }).waitFor();
});

/** An administrator names a company that Justroo sends packages straight to. Nobody has said yet where its program is. */
async function nameReceiver(name, program) {
  const alex = await signInto(await openPage(browser), demo, 'alex');
  await alex.goto(`${demo.url}/console/companies/justroo/edit/recipients`);
  await alex.getByText('Add: Company that takes data straight').click();
  await inspect(alex, 'company-receiver');
  await alex.locator('details[open] input[name$=-name]').last().fill(name);
  await alex.locator('details[open] input[name$=-program]').last().fill(program);
  await button(alex, 'Save').click();
  await alex.waitForURL('**/companies/justroo');
  await alex.context().close();
}

/** On a phone, asks Justroo to send the data straight to another company; gives the page and the reference. */
async function askToMove(email, to) {
  const page = await openPage(browser, { size: PHONE });
  const go = () => button(page, 'Continue').click();
  await page.goto(`${demo.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await go();
  await page.getByLabel('Give me my data to take elsewhere').check();
  await go();
  await inspect(page, 'move');
  await go();
  await page.getByRole('alert').waitFor();
  await inspect(page, 'move-error');
  await page.getByLabel(`Send it straight to ${to}`).check();
  await go();
  await page.getByLabel('An order number').fill('20418');
  await page.getByLabel('The postcode we delivered to').fill('m14 6yb');
  await go();
  await page.getByLabel('Full name').fill('Priya Nair');
  await page.getByLabel('E-mail address').fill(email);
  await go();
  await go();
  await page.getByText(`Send it straight to ${to}`).waitFor();
  await button(page, 'Send your request').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await button(page, 'Confirm and send').click();
  await page.getByText('We send it straight there').waitFor();
  await inspect(page, 'move-sent');
  return { page, reference: (await page.locator('.facts .ref').innerText()).trim() };
}

test('data sets out to another company, does not arrive, a reviewer settles it, and the person is told', async () => {
  const [email, to] = ['mo.mover@example.org', 'Greenmart Ltd'];
  await nameReceiver(to, 'greenmart');
  const { page, reference } = await askToMove(email, to);
  await findData(browser, demo, reference, 'portability');
  const place = `${demo.url}/console/case/${reference}`;
  const ruth = await signInto(await openPage(browser, { script: false }), demo, 'ruth');
  await approve(ruth, `${place}/portability/review`);
  const decide = link(ruth, 'Decide about the package that did not arrive');
  await patiently(ruth, decide, () => ruth.goto(place));
  await inspect(ruth, 'case-not-arrived');
  await decide.click();
  const sending = ruth.locator('#transmission');
  await sending.getByText('Do not send it').click();
  await button(sending, 'Do that and write to them').click();
  await sending.locator('.error').first().waitFor();
  await inspect(ruth, 'case-not-arrived-wrong');
  await sending.getByLabel(/not technically feasible/).check();
  await sending.getByLabel('Why?').fill('They have no program that takes it.');
  await button(sending, 'Do that and write to them').click();
  await sending.locator('.badge').getByText('Not technically feasible').waitFor();
  await inspect(ruth, 'case-not-feasible');

  await mailTo(demo, email, /not technically feasible[^]*status\/\S+/);
  await page.goto(`${demo.url}/status/${reference}`);
  await button(page, 'E-mail me a code').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await button(page, 'Open my page').click();
  await page.getByText(`${to}`).waitFor();
  await page.getByText('You fetch it here yourself').waitFor();
  await inspect(page, 'status-not-feasible');
});
