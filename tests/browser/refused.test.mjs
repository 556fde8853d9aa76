// What somebody is told who sent a form that cannot be taken so: every route that takes something typed or chosen, refused once.
// Each such page says what is wrong, leads to the field and has the focus there; everything typed is still in its place. `coverage.rs` holds the table of routes against what is walked here.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askForCopy, codeFor, inspect, mailTo, openPage, patiently, PHONE, signInto, startBrowser, startProgram } from './kit.mjs';
import { demandWalked } from './walked.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** Runs a walk with a program of its own: one address may not post as often in a minute as all of them do on a quick machine. */
function walk(name, deed, settings) {
  test(name, async () => {
    const demo = await startProgram(['demo'], settings);
    try {
      await deed(demo);
    } finally {
      await demo.stop();
    }
  });
}

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const submit = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);

/** Opens what is folded away, and keeps the browser's own bubbles out: the program has to say what is wrong, in words. */
const unfold = () => {
  for (const part of document.querySelectorAll('main details')) part.open = true;
  for (const form of document.querySelectorAll('form')) form.noValidate = true;
};

/** What stands in a form: name and value of everything that people type or choose. Passwords, codes and files are not given back. */
const typedIn = (form) =>
  [...form.elements]
    .filter((field) => field.name && !/^(hidden|password|file|submit|button)$/.test(field.type) && !/^(code|secret)$/.test(field.name))
    .filter((field) => !/^(radio|checkbox)$/.test(field.type) || field.checked)
    .map((field) => `${field.name}=${field.value}`)
    .sort();

async function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((element) => element.type);
    if (/^(radio|checkbox)$/.test(kind)) await form.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
    else if (/^select/.test(kind)) await field.selectOption(value);
    else if (kind === 'file') await field.setInputFiles(value);
    else await field.fill(value);
  }
}

/** Sends the form with this action as it stands, or with these fields, and looks at the page that says what is wrong. */
async function refuse(page, action, fields = {}, name = /./) {
  await page.evaluate(unfold);
  const form = page.locator(`main form[action$="${action}"]`).first();
  const whole = await form.getAttribute('action');
  await fill(form, fields);
  const typed = await form.evaluate(typedIn);
  await submit(page, form.locator('button').filter({ hasText: name }).first());
  assert.equal(page.sent, new URL(whole, page.url()).pathname, 'it was sent');
  await inspect(page, `refused ${action}`, { mending: true });
  const again = page.locator(`main form[action="${whole}"]`).first();
  assert.deepEqual(await again.evaluate(typedIn), typed, `${whole}: what was typed is still there`);
}

const go = (page) => submit(page, button(page, 'Continue'));
const bad = (name) => ({ name, mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ\0') });

walk('people who ask, and leave something out', async (demo) => {
  const page = await openPage(browser, { size: PHONE, script: false });
  const email = 'rhea.fused@example.org';
  await page.goto(`${demo.url}/r/justroo/ask/who`);
  await refuse(page, '/ask/who');
  await page.getByLabel('Me', { exact: true }).check();
  await go(page);
  await page.getByLabel('Send me a copy of my data').check();
  await go(page);
  await page.getByLabel('An order number').fill('20418');
  await go(page);
  await refuse(page, '/ask/you', { name: 'Rhea Fused', email: 'rhea.fused' });
  await page.getByLabel('E-mail address').fill(email);
  await go(page);
  await page.goto(`${demo.url}/r/justroo/later`);
  await refuse(page, '/later', { email: 'nobody at all' });
  await page.goto(`${demo.url}/r/justroo/files`);
  await refuse(page, '/files', { file: bad('a.exe') });
  await page.goto(`${demo.url}/r/justroo/check`);
  if (!page.url().endsWith('/check')) await go(page);
  await submit(page, button(page, 'Send your request'));
  await refuse(page, '/code', { code: '000000' });
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await submit(page, button(page, 'Confirm and send'));
  const reference = (await page.locator('.facts .ref').innerText()).trim();

  await page.goto(`${demo.url}/status/${reference}`);
  await submit(page, button(page, 'E-mail me a code'));
  await refuse(page, `/status/${reference}/code`, { code: '000000' });
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await submit(page, button(page, 'Open my page'));
  await page.goto(`${demo.url}/status/${reference}/files`);
  await refuse(page, `/status/${reference}/files`, { file: bad('b.exe') });
  await page.goto(`${demo.url}/status/${reference}/add/rights`);
  await refuse(page, '/add/rights');
  await page.goto(`${demo.url}/status/${reference}/withdraw`);
  await refuse(page, '/withdraw');

  await page.goto(`${demo.url}/r/justroo/stop-marketing`);
  await page.evaluate(() => document.querySelectorAll('main input:checked').forEach((box) => (box.checked = false)));
  await refuse(page, '/stop-marketing');
  await page.locator('main [name=channel]').first().check();
  await go(page);
  await refuse(page, '/stop-marketing/where', { email: 'nobody at all' });
});

walk('people who complain, who are asked, and who fetch their answer', async (demo) => {
  const page = await openPage(browser, { size: PHONE, script: false });
  const email = 'tara.drawn@example.org';
  await page.goto(`${demo.url}/r/justroo/complaint/ask/about`);
  await refuse(page, '/ask/about', { about: 'rubbish' });
  await page.locator('main [name=about]').fill('');
  await go(page);
  await page.getByLabel('What went wrong, in your own words').fill('Nobody answered.');
  await go(page);
  await page.getByLabel('What you would like us to do').fill('Answer.');
  await go(page);
  await page.getByLabel('Full name').fill('Tara Drawn');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('radio', { name: 'By e-mail', exact: true }).check();
  await go(page);
  await page.goto(`${demo.url}/r/justroo/complaint/files`);
  await refuse(page, '/complaint/files', { file: bad('c.exe') });
  await page.goto(`${demo.url}/r/justroo/complaint/later`);
  await refuse(page, '/complaint/later', { email: 'nobody at all' });
  await page.goto(`${demo.url}/r/justroo/complaint/check`);
  await submit(page, button(page, 'Send your complaint'));
  await refuse(page, '/complaint/code', { code: '000000' });

  const dana = await signInto(await openPage(browser), demo, 'dana');
  const asked = await caseOf(dana, demo, 'state=awaiting_clarification');
  const reference = asked.split('/').pop();
  await page.goto(`${demo.url}/status/${reference}`);
  await submit(page, button(page, 'E-mail me a code'));
  const [, code] = await mailTo(demo, 'mthornton@example.org', /^ {4}(\d{3} ?\d{3})\s*$/m);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await submit(page, button(page, 'Open my page'));
  await refuse(page, '/answer');
});

/** The first case in a filtered queue, in full. */
async function caseOf(page, demo, filter) {
  await page.goto(`${demo.url}/console?${filter}`);
  const path = await page.locator('main a[href*="/console/case/"]').first().getAttribute('href');
  await page.goto(demo.url + path);
  const show = button(page, 'Show it in full');
  if ((await show.count()) > 0) await submit(page, show);
  return path;
}

walk('a case: its note, its tag, its files, its search, its hold, its package', async (demo) => {
  const dana = await signInto(await openPage(browser), demo, 'dana');
  const place = await caseOf(dana, demo, 'right=access&state=gathering');
  const at = (path) => dana.goto(demo.url + place + path);
  await refuse(dana, '/note', { note: ' ' });
  await at('');
  await refuse(dana, '/tag', { tag: 'a;b' });
  await at('');
  await refuse(dana, '/attachment', { answer: 'note', note: 'Came by post.' });
  await at('/access/gathering');
  await refuse(dana, '/gathering/skip', { reason: ' ' });
  await at('/access/gathering');
  await refuse(dana, '/link', { to: 'nobody at all', name: 'Parcels' });
  await at('/access/gathering');
  await refuse(dana, await dana.locator('main form[enctype][action*="/task/"]').first().getAttribute('action'), { answer: 'file', note: 'In the binder.' });
  await caseOf(dana, demo, 'right=access&state=fulfilled&closed=yes');
  await refuse(dana, '/hold', { reason: ' ' });
  const ruth = await signInto(await openPage(browser), demo, 'ruth');
  await caseOf(ruth, demo, 'right=access&state=fulfilled&closed=yes');
  await refuse(ruth, '/revoke', { reason: ' ' });
});

test('every page that this file stands for was looked at', () => demandWalked('refused.test.mjs'));
