// The pages and states that no journey passes: after bad input, empty, closed, refused, missing, out of date, straight to another
// company. Then the same pages in a browser whose reader has doubled the text, and the weight of those that people load on a phone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { codeFor, DESK, inspect, mailTo, misfits, openPage, PHONE, signInto, startBrowser, startProgram } from './kit.mjs';
import { demandWalked } from './walked.mjs';

// Another company's program, so that the way straight to it is open; nobody listens there.
const GREENMART = {
  RIGHTSDESK_RECEIVERS_GREENMART_URL: 'https://127.0.0.1:9/portability',
  RIGHTSDESK_RECEIVERS_GREENMART_KEY_ID: 'shop-2026',
  RIGHTSDESK_RECEIVERS_GREENMART_SECRET: 'known to both sides and to nobody else',
};

let browser;
let demo;
let desk;
let alex;
let dana;
/** Addresses of the console that were looked at, for the window with doubled text. */
const looked = new Set();
before(async () => {
  [browser, demo, desk] = await Promise.all([
    startBrowser(),
    startProgram(['demo'], GREENMART),
    startProgram(['serve'], { RIGHTSDESK_DESK_SAMPLES: 'true' }),
  ]);
  alex = await signInto(await openPage(browser), demo, 'alex');
  dana = await signInto(await openPage(browser), demo, 'dana');
});
after(async () => {
  await browser?.close();
  await Promise.all([demo?.stop(), desk?.stop()]);
});

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const submit = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);

/** Goes to a page, demands the answer it should give, and looks at it. */
async function see(page, path, status = 200) {
  const answer = await page.goto(path.startsWith('http') ? path : demo.url + path);
  assert.equal(answer.status(), status, path);
  await inspect(page, path);
  if (status === 200) looked.add(new URL(page.url()).pathname + new URL(page.url()).search);
}

/** Sends a form as it stands, or with what breaks it, and looks at the page that says what is wrong. */
async function wrong(page, path, name, fill = async () => undefined) {
  await page.goto(demo.url + path);
  await fill(page);
  // The program has to say what is wrong, in words; the browser's own bubble is neither everywhere nor in our language.
  await page.evaluate(() => document.querySelectorAll('form').forEach((form) => (form.noValidate = true)));
  await submit(page, button(page, name).first());
  assert.equal(page.answer.method, 'POST', path);
  await page.locator('main').getByRole('alert').or(page.locator('main .error')).first().waitFor();
  await inspect(page, `${path}, wrong`);
}

/** The first case in a filtered queue. */
async function caseOf(page, filter) {
  await page.goto(`${demo.url}/console?${filter}`);
  return page.locator('main a[href*="/console/case/"]').first().getAttribute('href');
}

test('a complaint that is begun, with a file, kept for later and confirmed', async () => {
  const page = await openPage(browser, { size: PHONE });
  const go = () => button(page, 'Continue').click();
  await page.goto(`${demo.url}/r/justroo/complaint/ask/about`);
  await go();
  await page.getByLabel('What went wrong, in your own words').fill('Nobody answered.');
  await go();
  await page.getByLabel('What you would like us to do').fill('Answer.');
  await go();
  await page.getByLabel('Full name').fill('Ola Berg');
  await page.getByLabel('E-mail address').fill('ola.berg@example.org');
  await page.getByRole('radio', { name: 'By e-mail', exact: true }).check();
  await go();
  await button(page, 'Send your complaint').waitFor();
  for (const path of ['files', 'later', 'resume/' + '0'.repeat(64)]) {
    const answer = await page.goto(`${demo.url}/r/justroo/complaint/${path}`);
    await inspect(page, `complaint ${path} (${answer.status()})`);
  }
  await page.goto(`${demo.url}/r/justroo/complaint/later`);
  await submit(page, button(page, 'Mail me the link'));
  const [link] = await mailTo(demo, 'ola.berg@example.org', /http\S+\/resume\/[0-9a-f]{64}/);
  await see(page, link);
  await page.goto(`${demo.url}/r/justroo/complaint/check`);
  await submit(page, button(page, 'Send your complaint'));
  await inspect(page, 'complaint-code');
});

test('what a person is told when an address leads nowhere any more', async () => {
  const page = await openPage(browser);
  await see(page, '/nowhere', 404);
  await see(page, '/r/nobody', 404);
  await see(page, '/status/JR-26-AAAA', 404);
  await see(page, `/r/justroo/resume/${'0'.repeat(64)}`, 410);
  for (const door of [`/task/${'A'.repeat(38)}`, `/recipient/${'A'.repeat(38)}`]) {
    const answer = await page.goto(demo.url + door);
    assert.ok([200, 404, 410].includes(answer.status()), `${door}: ${answer.status()}`);
    await inspect(page, door);
  }
  await page.goto(`${demo.url}/r/justroo/sent`);
  await inspect(page, 'sent, of nobody');
  await page.goto(`${demo.url}/r/justroo/stop-marketing/where`);
  await inspect(page, 'stop-where, without what');
});

test('what staff are told when a page is not for them or not there', async () => {
  const ana = await signInto(await openPage(browser), demo, 'ana');
  await see(ana, '/console/staff', 403);
  await see(ana, '/console/nowhere', 404);
  await see(ana, '/console/case/JR-26-AAAA-A', 404);
  const ines = await signInto(await openPage(browser), demo, 'ines');
  const masked = await caseOf(ines, 'state=reviewing');
  for (const path of ['/console', masked, `${masked}/log`, '/console/inbox', '/console/outbox', '/console/history']) await see(ines, path);
  await see(ines, `${masked}/reply`, 403);
  const stranger = await openPage(browser);
  await see(stranger, '/console/first');
  await see(stranger, '/console/invitation');
});

test('forms of the console that were filled in wrongly say so and keep what was typed', async () => {
  await wrong(alex, '/console/new', 'Open the case');
  await wrong(alex, '/console/texts', 'Add it');
  await wrong(alex, '/console/teams', 'Add it');
  await wrong(alex, '/console/staff', 'Add and show the invitation');
  await wrong(alex, '/console/companies/keys', 'Make a key');
  await wrong(alex, '/console/profile', 'Change the password');
  await wrong(alex, '/console/companies/justroo/branding', 'Use this picture');
  await wrong(alex, '/console/letters/justroo/extension', 'Use this wording', (page) => page.locator('textarea[name=body]').fill('{nobody}'));
  await wrong(dana, '/console/inbox', 'Take it in');
});

test('pages that no journey passes: records, settings, what is closed', async () => {
  for (const path of ['systems', 'systems/shop', 'companies/justroo/edit/desk', 'policies/new', 'mail', 'feeds', 'shortcuts', 'filters']) await see(alex, `/console/${path}`);
  for (const group of ['who', 'data', 'recipients', 'rights', 'purposes', 'beyond', 'contact', 'keeping', 'branding', 'retention', 'laws']) {
    await see(alex, `/console/companies/justroo/edit/${group}`);
  }
  await see(dana, '/console?complaints=yes');
  await see(dana, '/console?closed=yes&state=refused');
  const plan = await caseOf(dana, 'right=erasure&state=reviewing');
  await see(dana, `${plan}/erasure/plan`);
  await see(dana, await caseOf(dana, 'right=rectification&state=fulfilled&closed=yes'));
  const open = await caseOf(dana, 'state=reviewing&right=access');
  await see(dana, open);
  await see(dana, await dana.locator('a[href*="/letter/"]').first().getAttribute('href'));
  await see(dana, `${open}/reply`);
  for (const command of ['refuse', 'extend', 'ask_clarification', 'withdraw', 'gather_again']) await see(dana, `${open}/access/do/${command}`);
});

test('an erasure is approved, waits for its cool-off, and has no certificate before it is done', async () => {
  const ruth = await signInto(await openPage(browser), demo, 'ruth');
  const place = await caseOf(ruth, 'right=erasure&state=reviewing&controller=just-elegance');
  await see(ruth, `${place}/erasure/do/approve`);
  await submit(ruth, button(ruth, 'Approve'));
  await see(ruth, place);
  await see(ruth, `${place}/erasure/plan`);
  await see(ruth, `${place}/erasure/certificate`, 404);
});

test('a message is read in the inbox before it becomes a case', async () => {
  await dana.goto(`${demo.url}/console/inbox`);
  await dana.locator('input[name=from]').fill('Femi Ade <femi@example.net>');
  await dana.locator('textarea[name=text]').fill('Hello, please send me everything you have about me. Femi');
  await dana.locator('select[name=controller]').selectOption({ index: 1 }).catch(() => undefined);
  await submit(dana, button(dana, 'Take it in'));
  const entry = /\/inbox\/./.test(dana.url()) ? dana.url() : await dana.locator('a[href*="/console/inbox/"]').first().getAttribute('href');
  await see(dana, entry);
});

test('data that go straight to another company: the setting, the question, the case and the page of the person', async () => {
  await alex.goto(`${demo.url}/console/companies/justroo/edit/recipients`);
  await alex.evaluate(() => document.querySelectorAll('main details').forEach((part) => (part.open = true)));
  const program = alex.getByLabel('Its program');
  const field = (await program.getAttribute('id')).replace(/-program$/, '');
  await alex.locator(`#${field}-name`).fill('Greenmart Ltd');
  await program.fill('greenmart');
  await inspect(alex, 'receivers');
  await submit(alex, button(alex, 'Save').first());
  const person = await openPage(browser, { size: PHONE });
  const reference = await moving(person);
  await see(dana, `/console/case/${reference}`);
  await dana.getByRole('heading', { name: /^Straight to another company/ }).waitFor();
  await person.getByRole('link', { name: 'Your private page' }).click();
  await button(person, 'E-mail me a code').click();
  await person.getByLabel('Code', { exact: true }).fill(await codeFor(demo, MOVER));
  await button(person, 'Open my page').click();
  await person.getByText('Greenmart Ltd').first().waitFor();
  await inspect(person, 'status, straight');
  opened = { window: person, path: `/status/${reference}` };
});

/** The status page of that person, open. */
let opened;
const MOVER = 'mo.vero@example.org';

/** Asks that data go straight to the other company; gives the reference. */
async function moving(page) {
  const go = () => submit(page, button(page, 'Continue'));
  await page.goto(`${demo.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await go();
  await page.getByLabel('Give me my data to take elsewhere').check();
  await go();
  await go();
  await page.getByRole('alert').or(page.locator('.error-summary')).first().waitFor();
  await inspect(page, 'where to, wrong');
  await page.getByLabel('Send it straight to Greenmart Ltd').check();
  await go();
  await page.getByLabel('An order number').fill('20418');
  await go();
  await page.getByLabel('Full name').fill('Mo Vero');
  await page.getByLabel('E-mail address').fill(MOVER);
  await go();
  await go();
  await inspect(page, 'check, straight');
  await submit(page, button(page, 'Send your request'));
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, MOVER));
  await submit(page, button(page, 'Confirm and send'));
  return (await page.locator('.facts .ref').innerText()).trim();
}

test('every empty list of a new desk teaches', async () => {
  const page = await openPage(browser);
  const [, code] = await desk.says(/^\s+((?:[0-9A-Z]{5}-){5}[0-9A-Z]{5})$/);
  await see(page, `${desk.url}/console/first`);
  await page.getByLabel('One-time code').fill(code);
  await page.getByLabel('Your name').fill('Alma First');
  await page.getByLabel('Your e-mail').fill('alma@desk.example');
  await page.getByLabel('Password', { exact: true }).fill('violet kettle marching north');
  await page.getByLabel('The password again').fill('violet kettle marching north');
  await submit(page, button(page, 'Make the account'));
  await page.getByRole('navigation', { name: 'Queues and pages' }).waitFor();
  const lists = ['inbox', 'outbox', 'complaints', 'lessons', 'restrictions', 'maps', 'systems', 'texts', 'filters', 'history', 'feeds', 'teams', 'answers', 'letters'];
  for (const path of ['', '/reports', ...lists.map((list) => `/${list}`)]) await see(page, `${desk.url}/console${path}`);
});

test('a reader who has doubled the text in the browser loses nothing', async () => {
  const large = await startBrowser(['blink-settings=defaultFontSize=32,defaultFixedFontSize=26']);
  try {
    const found = [];
    const page = await openPage(large);
    await page.context().addCookies(await alex.context().cookies());
    const people = ['/', '/r/justroo', '/r/justroo/ask/who', '/r/justroo/stop-marketing', '/r/justroo/complaint', '/status', '/nowhere'];
    for (const path of [...people, ...looked]) {
      await page.goto(demo.url + path);
      for (const size of [PHONE, DESK]) {
        await page.setViewportSize(size);
        found.push(...(await misfits(page)).map((line) => `${path} at ${size.width}: ${line}`));
      }
    }
    assert.deepEqual(found, []);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '32px', 'the text is doubled');
  } finally {
    await large.close();
  }
});

/** How many bytes come over the wire for a page with all it loads, when nothing of it was there before. */
async function weigh(page, path) {
  const network = await page.context().newCDPSession(page);
  let bytes = 0;
  network.on('Network.loadingFinished', (load) => (bytes += load.encodedDataLength));
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(demo.url + path, { waitUntil: 'load' });
  await network.detach();
  return bytes;
}

test('a page of the form or the status weighs 60 KB at most, with all it loads', async () => {
  const page = await openPage(browser, { size: PHONE });
  const form = ['/', '/r/justroo', '/r/justroo/ask/who', '/r/justroo/stop-marketing', '/r/justroo/complaint', '/r/justroo/someone-who-died', '/status', '/nowhere'];
  const status = ['', '/files', '/print', '/add/rights', '/withdraw', '/download'].map((part) => opened.path + part);
  const weights = [];
  for (const [window, path] of [...form.map((path) => [page, path]), ...status.map((path) => [opened.window, path])]) weights.push([path, await weigh(window, path)]);
  assert.deepEqual(weights.filter(([, bytes]) => bytes < 1000 || bytes > 60 * 1024), []);
  assert.deepEqual([...page.complaints, ...opened.window.complaints], []);
});

test('every page that this file stands for was looked at', () => demandWalked('pages.test.mjs'));
