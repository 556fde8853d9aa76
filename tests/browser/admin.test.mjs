// An administrator on a Friday afternoon: from an empty folder to an answered test request, then the changes that a year brings.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, inspect, mailTo, openPage, patiently, press, startBrowser, startProgram, tabTo } from './kit.mjs';
import { demandWalked } from './walked.mjs';

const POLICY = `Leaf & Lantern Privacy Policy

Welcome to the Leaf & Lantern Privacy Policy. Leaf & Lantern respects your privacy and is committed to protecting your personal data.

Leaf & Lantern Ltd, 4 Mill Lane, York YO1 7AB, United Kingdom, is the controller of your personal data.
You can reach us about your data at privacy@leaf.example.

Which data we collect
We collect your name, e-mail address, delivery address, telephone number and the orders that you place.

Why we use it
We use your data to deliver what you order (performance of a contract) and to keep the accounts that tax law requires (legal obligation).

How long we keep it
We keep orders for six years after the end of the financial year.

Your rights
You may ask for a copy of your data, have it corrected or erased, object to its use, and complain to the Information Commissioner's Office.
`;

let browser;
let desk;
let mia;
before(async () => {
  [browser, desk] = await Promise.all([startBrowser(), startProgram(['serve'])]);
});
after(async () => {
  await browser?.close();
  await desk?.stop();
});

const button = (page, name) => page.getByRole('button', { name });
const link = (page, name) => page.getByRole('main').getByRole('link', { name });
/** Presses a button and waits for the page behind it: what follows must not overtake it. */
const submit = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);
const step = (title) => mia.locator('main ol a', { hasText: title });
const open = (page, path) => page.goto(desk.url + path);

/** Chooses a password by a one-time code, on the first administrator's page or on that of an invitation. */
async function comeIn(page, { code, email, name, password }) {
  await page.getByLabel('One-time code').fill(code);
  if (name) await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Your e-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The password again').fill(password);
  await button(page, name ? 'Make the account' : 'Keep it and sign in').click();
  await page.getByRole('navigation', { name: 'Queues and pages' }).waitFor();
}

/** A shop's tables with two people in them, as the shop exports them. */
async function shop(folder) {
  await mkdir(folder);
  await writeFile(join(folder, 'customers.csv'), 'id,email,name\n1,mia@leaf.example,Mia Berg\n2,tom@other.example,Tom Hale\n');
  await writeFile(join(folder, 'orders.csv'), 'id,customer_id,placed,total\n10,1,2026-06-01,24.5\n11,2,2026-06-02,80\n');
}

let reference;

test('from an empty folder to a test request that is answered, and fetched by its person', async () => {
  mia = await openPage(browser);
  const [, code] = await desk.says(/^\s+((?:[0-9A-Z]{5}-){5}[0-9A-Z]{5})$/);
  await open(mia, '/console/first');
  await comeIn(mia, { code, email: 'mia@leaf.example', name: 'Mia Berg', password: 'orange kettle on friday' });
  await mia.getByRole('heading', { level: 1, name: 'First steps' }).waitFor();
  await mia.getByText('0 of 5 done. The form').waitFor();
  await inspect(mia, 'first-steps-empty');

  await step('Read the privacy policy').click();
  await mia.getByLabel('Name of a new company').fill('Leaf & Lantern');
  await mia.getByLabel('The policy', { exact: true }).fill(POLICY);
  await button(mia, 'Read it').click();
  await submit(mia, button(mia, 'Put it in force'));
  await mia.getByRole('heading', { level: 1, name: 'Leaf & Lantern' }).waitFor();

  await open(mia, '/console/start');
  await step('Connect the mailbox').click();
  await inspect(mia, 'mail-empty');
  await mia.getByLabel('Address that letters come from').fill('privacy@leaf.example');
  await mia.locator('#out-host').fill('https://smtp.leaf.example');
  await mia.locator('#out-username').fill('privacy@leaf.example');
  await button(mia, 'Try the connection').click();
  await mia.getByRole('alert').getByText('Write the name of the server alone').waitFor();
  await inspect(mia, 'mail-wrong');
  await watchMailbox();

  await open(mia, '/console/start');
  await step('Say where data is kept').click();
  await inspect(mia, 'systems-empty');
  await mia.getByLabel('Its key').fill('My Shop');
  await button(mia, 'Go on').click();
  await mia.getByRole('alert').waitFor();
  await inspect(mia, 'systems-wrong');
  await mia.getByLabel('Its key').fill('shop');
  await button(mia, 'Go on').click();
  await shop(join(desk.data, 'export'));
  await mia.getByLabel('Where it is').fill('csv:gone');
  await button(mia, 'Try the connection').click();
  await mia.getByText('It did not answer').waitFor();
  await inspect(mia, 'system-silent');
  await mia.getByLabel('Where it is').fill('csv:export');
  await button(mia, 'Try the connection').click();
  await mia.getByText('has 2 tables: customers, orders').waitFor();
  await submit(mia, button(mia, 'Keep this'));
  await open(mia, '/console/start');
  await step('Say where data is kept').click();
  await button(mia, 'Propose a map').click();
  await inspect(mia, 'map-proposed');
  await submit(mia, button(mia, 'Put in force'));
  await mia.getByText('No company uses it yet').waitFor();
  await inspect(mia, 'map-unused');
  await button(mia, 'Use it for Leaf & Lantern').click();
  await mia.getByText('Searches for Leaf & Lantern use it.').waitFor();

  const ben = await invite('Ben Ode', 'ben@leaf.example', 'Reviewer');
  await open(mia, '/console/start');
  await mia.getByText('3 of 5 done. The form').waitFor();
  await button(mia, 'Send a test request').click();
  await mia.getByText('It was taken in as').waitFor();
  reference = (await mia.locator('#trial a').first().innerText()).trim();
  await inspect(mia, 'first-steps-running');
  await mailTo(desk, 'mia@leaf.example', /Your request/i);

  await open(mia, `/console/case/${reference}`);
  await submit(mia, button(mia, 'Take this case'));
  await mia.getByRole('main').getByRole('link', { name: 'Check who is asking' }).first().click();
  await mia.getByRole('radio', { name: /code sent to the address/i }).check();
  await mia.getByLabel('What did you compare?').fill('The address is the one in the shop.');
  await submit(mia, button(mia, 'Record it and start the search'));
  await patiently(mia, mia.getByText('A colleague does this: a handler').or(mia.getByText('Decide')), () =>
    open(mia, `/console/case/${reference}`),
  );
  assert.equal(await mia.locator('a.button[href$="/review"]').count(), 0, 'nobody is led to a closed door');

  await decideAndApprove(ben);
  await fetchAnswer();
  await open(mia, '/console/start');
  await inspect(mia, 'first-steps-answered');
  await button(mia, 'Clear the test away').click();
  await mia.getByText('A test request went through and was cleared away').waitFor();
});

/** A mailbox whose server does not answer: said before it is kept, kept on a second word, paused, and left again. */
async function watchMailbox() {
  await open(mia, '/console/mail');
  await link(mia, 'Watch a mailbox').click();
  await inspect(mia, 'mailbox-new');
  await mia.getByLabel('Mail server').fill('127.0.0.1');
  await mia.getByLabel('Port').fill('1');
  await mia.getByLabel('Account').fill('privacy@leaf.example');
  await button(mia, 'Watch this mailbox').click();
  await mia.getByRole('alert').getByText('Type the password of the account.').waitFor();
  await inspect(mia, 'mailbox-wrong');
  await mia.locator('#in-password').fill('seven green lamps');
  await button(mia, 'Watch this mailbox').click();
  await mia.getByText('Nobody answers at 127.0.0.1').waitFor();
  await inspect(mia, 'mailbox-silent');
  await mia.locator('#in-password').fill('seven green lamps');
  await mia.getByLabel('Keep it all the same').check();
  await submit(mia, button(mia, 'Watch this mailbox'));
  await patiently(mia, mia.getByText('Cannot be read.'), () => mia.reload());
  await inspect(mia, 'mailbox-failing');
  assert.ok(!(await mia.content()).includes('seven green lamps'), 'a password is never shown');
  await press(mia, button(mia, 'Pause'));
  await mia.getByText('Paused.', { exact: true }).waitFor();
  await mia.getByText('changed the mailbox “privacy”').first().waitFor({ state: 'attached' });
  await open(mia, '/console/mail');
  await inspect(mia, 'mail-with-mailbox');
  await link(mia, 'privacy').click();
  await mia.getByText('Stop', { exact: true }).click();
  await submit(mia, button(mia, 'Stop watching this mailbox'));
  await mia.getByRole('heading', { name: 'No mailbox is watched' }).waitFor();
}

/** Adds a colleague and lets them in; gives their window. */
async function invite(name, email, role) {
  await open(mia, '/console/staff');
  await mia.getByLabel('Name', { exact: true }).fill(name);
  await mia.getByLabel('E-mail', { exact: true }).fill(email);
  await mia.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await button(mia, 'Add and show the invitation').click();
  const code = (await mia.locator('.secret').innerText()).trim();
  const page = await openPage(browser);
  await open(page, '/console/invitation');
  await comeIn(page, { code, email, password: 'seven pale otters humming' });
  return page;
}

async function decideAndApprove(ben) {
  const review = `/console/case/${reference}/access/review`;
  await patiently(ben, button(ben, 'Include all of it').or(link(ben, 'Go on to approve')), () => open(ben, review));
  for (let flagged = 0; flagged < 20; flagged += 1) {
    await open(ben, review);
    if ((await button(ben, 'Include all of it').count()) === 0) break;
    await submit(ben, button(ben, 'Include all of it').first());
  }
  const collections = await ben.getByRole('navigation', { name: 'Collections' }).getByRole('link').all();
  for (const path of await Promise.all(collections.map((one) => one.getAttribute('href')))) {
    await open(ben, path);
    const rest = button(ben, /^Include the \d+ open here/);
    if ((await rest.count()) > 0) await submit(ben, rest);
  }
  await open(ben, review);
  await link(ben, 'Go on to approve').click();
  const gaps = ben.getByLabel('Let the answer go with these gaps');
  if ((await gaps.count()) > 0) await gaps.check();
  await submit(ben, button(ben, 'Approve'));
}

async function fetchAnswer() {
  const email = 'mia@leaf.example';
  await mailTo(desk, email, /Our answer is ready/);
  const person = await openPage(browser);
  await open(person, `/status/${reference}`);
  await button(person, 'E-mail me a code').click();
  await person.getByLabel('Code', { exact: true }).fill(await codeFor(desk, email));
  await button(person, 'Open my page').click();
  await person.getByRole('link', { name: 'Go to the download' }).click();
  await button(person, 'E-mail me a code').click();
  await person.getByLabel('Code', { exact: true }).fill(await codeFor(desk, email));
  const [download] = await Promise.all([person.waitForEvent('download'), button(person, 'Download').click()]);
  const file = join(desk.data, 'answer.zip');
  await download.saveAs(file);
  assert.match(execFileSync(process.env.RIGHTSDESK_BINARY, ['package', 'verify', file], { encoding: 'utf8' }), /^Everything holds: /);
  assert.ok((await readFile(file)).length > 1000);
}

test('what a year brings is changed in the console, remembered with what stood there before', async () => {
  await open(mia, '/console/reports');
  await inspect(mia, 'reports-empty');

  // A team, with the keyboard alone.
  await open(mia, '/console/teams');
  await tabTo(mia, mia.getByLabel('Name of the team').last());
  await mia.keyboard.type('Friday desk');
  await press(mia, button(mia, 'Add it'));
  await mia.getByRole('heading', { name: 'Friday desk' }).waitFor();

  await open(mia, '/console/staff');
  await link(mia, 'Ben Ode').first().click();
  await mia.getByLabel('First day away').fill('2027-08-14');
  await mia.getByLabel('Last day away').fill('2027-08-01');
  await button(mia, 'Add this absence').click();
  await mia.getByRole('alert').waitFor();
  await inspect(mia, 'absence-wrong');
  await mia.getByLabel('First day away').fill('2027-08-01');
  await mia.getByLabel('Last day away').fill('2027-08-14');
  await mia.getByLabel('Who stands in').selectOption({ label: 'Mia Berg' });
  await button(mia, 'Add this absence').click();
  await mia.getByText('14 August 2027').first().waitFor();
  await mia.getByLabel('Name that colleagues see').fill('Ben Ode-Hale');
  await button(mia, 'Change the name').click();
  await mia.getByRole('heading', { level: 1, name: 'Ben Ode-Hale' }).waitFor();

  for (const part of ['retention', 'laws', 'branding', 'who']) {
    await open(mia, `/console/companies/leaf-lantern/edit/${part}`);
    await inspect(mia, `company-${part}`);
  }
  await open(mia, '/console/systems/shop');
  await mia.getByLabel('Connections at a time').fill('2');
  await submit(mia, button(mia, 'Keep this'));

  await open(mia, '/console/history');
  for (const words of ['Friday desk', 'Ben Ode-Hale', 'Connections at a time']) await mia.getByText(words).first().waitFor({ state: 'attached' });
  await inspect(mia, 'what-was-changed');
});

test('who approves, letters, laws and periods are changed with the keyboard and without script, each with its history', async () => {
  // Solo, with the keyboard alone: first without a word about what it gives up.
  await open(mia, '/console/approval');
  await inspect(mia, 'approval');
  await tabTo(mia, mia.getByRole('radio', { name: /Only a second person/ }));
  await mia.keyboard.press('ArrowDown');
  await press(mia, button(mia, 'Keep this'));
  await mia.getByRole('alert').getByText('Say that you know').waitFor();
  await inspect(mia, 'approval-wrong');
  await tabTo(mia, mia.getByLabel('I know what solo gives up'));
  await mia.keyboard.press('Space');
  await press(mia, button(mia, 'Keep this'));
  await mia.getByText('Solo: one person may approve what they gathered.').waitFor();
  await inspect(mia, 'approval-solo');
  await mia.getByRole('radio', { name: /Only a second person/ }).check();
  await submit(mia, button(mia, 'Keep this'));
  await mia.getByText('Four eyes: whoever gathered cannot approve.').waitFor();

  // A role, from the list of staff.
  await open(mia, '/console/staff');
  const row = mia.getByRole('row', { name: /Ben Ode-Hale/ });
  await row.getByRole('combobox').selectOption({ label: 'Data protection lead' });
  await submit(mia, row.getByRole('button', { name: /Change/ }));
  await open(mia, '/console/history?area=staff');
  await mia.getByText('Data protection lead').first().waitFor({ state: 'attached' });

  // Without script, in the same account.
  const plain = await openPage(browser, { script: false });
  await open(plain, '/console/signin');
  await plain.getByLabel('E-mail').fill('mia@leaf.example');
  await plain.getByLabel('Password').fill('orange kettle on friday');
  await submit(plain, button(plain, 'Sign in'));
  await open(plain, '/console/letters/leaf-lantern/acknowledgement');
  const body = plain.getByLabel('Wording', { exact: true });
  const before = await body.inputValue();
  await body.fill(`${before}\n\nThank you for writing to the lamp makers.`);
  await submit(plain, button(plain, 'Use this wording'));
  await open(plain, '/console/letters/leaf-lantern/acknowledgement');
  await plain.getByText('These are the company’s own words.').waitFor();
  await plain.getByRole('heading', { name: 'What stood before' }).waitFor();
  await inspect(plain, 'wording-own');

  const company = '/console/companies/leaf-lantern';
  await open(plain, `${company}/edit/laws`);
  const laws = plain.getByLabel('Laws it answers under');
  await laws.fill('law-of-the-sea');
  await submit(plain, button(plain, 'Save'));
  await plain.getByRole('alert').waitFor();
  await inspect(plain, 'laws-wrong');
  await plain.getByLabel('Laws it answers under').fill('uk-gdpr');
  await plain.getByLabel('Whose public holidays count').fill('SCT');
  await submit(plain, button(plain, 'Save'));
  await open(plain, `${company}/edit/keeping`);
  await plain.getByLabel('How long, or how that is decided').first().fill('seven years after the order');
  await submit(plain, button(plain, 'Save'));
  await open(plain, `${company}/edit/retention`);
  await plain.getByLabel('Days for findings after the request was closed').fill('47');
  await submit(plain, button(plain, 'Save'));
  await open(plain, company);
  for (const words of ['SCT', '47']) {
    await plain.getByRole('cell', { name: words, exact: true, includeHidden: true }).first().waitFor({ state: 'attached' });
  }
  await plain.getByText('seven years after the order').first().waitFor({ state: 'attached' });
  await inspect(plain, 'company-changed');
});

test('every page that this file stands for was looked at', () => demandWalked('admin.test.mjs'));
