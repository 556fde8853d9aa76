// The staff console, in the demo and on an empty desk: from the first administrator to a package that its person downloads.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PHONE, askForCopy, codeFor, inspect, letterByLetter, mailTo, openPage, patiently, press, signInto, startBrowser, startProgram } from './kit.mjs';
import { demandWalked } from './walked.mjs';

let browser;
let demo;
let password;
before(async () => {
  [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'])]);
  password = (await readFile(join(demo.data, 'sign-in.txt'), 'utf8')).trim();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const button = (page, name) => page.getByRole('button', { name });
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** A window of their own for one of the demo's staff. */
async function signIn(name, window) {
  return signInto(await openPage(browser, window), demo, name);
}

/** Sends a request for a copy; gives the reference. */
const ask = (person) => askForCopy(browser, demo, person);

test('the first administrator comes in by the printed code and brings a colleague in', async () => {
  const desk = await startProgram(['serve'], { RIGHTSDESK_DESK_SAMPLES: 'true' });
  try {
    const [, secret] = await desk.says(/^\s+((?:[0-9A-Z]{5}-){5}[0-9A-Z]{5})$/);
    const page = await openPage(browser);
    await page.goto(`${desk.url}/console`);
    await inspect(page, 'signin-unclaimed');
    await page.getByRole('link', { name: 'Be its first administrator' }).click();
    await page.getByLabel('One-time code').fill(secret.replace(/^./, secret.startsWith('7') ? '8' : '7'));
    await page.getByLabel('Your name').fill('Alma First');
    await page.getByLabel('Your e-mail').fill('alma@desk.example');
    await page.getByLabel('Password', { exact: true }).fill('violet kettle marching north');
    await page.getByLabel('The password again').fill('violet kettle marching north');
    await button(page, 'Make the account').click();
    await page.getByRole('alert').waitFor();
    await inspect(page, 'first-wrong');
    await page.getByLabel('One-time code').fill(secret);
    await page.getByLabel('Password', { exact: true }).fill('violet kettle marching north');
    await page.getByLabel('The password again').fill('violet kettle marching north');
    await button(page, 'Make the account').click();
    await patiently(page, page.getByRole('link', { name: 'Staff' }), async () => {
      await page.getByLabel('E-mail').fill('alma@desk.example');
      await page.getByLabel('Password').fill('violet kettle marching north');
      await button(page, 'Sign in').click();
    });
    await inspect(page, 'queue-empty');
    await page.getByRole('link', { name: 'Staff' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Hal Handler');
    await page.getByLabel('E-mail', { exact: true }).fill('hal@desk.example');
    await page.getByLabel('Handler', { exact: false }).check();
    await button(page, 'Add and show the invitation').click();
    await page.getByText('An invitation for Hal Handler').waitFor();
    await inspect(page, 'staff-invitation');
    const code = (await page.locator('.secret').innerText()).trim();

    const other = await openPage(browser);
    await other.goto(`${desk.url}/console/invitation`);
    await other.getByLabel('One-time code').fill(code);
    await other.getByLabel('Your e-mail').fill('hal@desk.example');
    await other.getByLabel('Password', { exact: true }).fill('seven pale otters humming');
    await other.getByLabel('The password again').fill('seven pale otters humming');
    await inspect(other, 'invitation');
    await button(other, 'Keep it and sign in').click();
    await other.getByText('No request has arrived yet').waitFor();
    assert.equal(await other.getByRole('link', { name: 'Staff' }).count(), 0, 'a handler does not manage staff');
  } finally {
    await desk.stop();
  }
});

test('a request goes from the form over four eyes to a package that verifies', async () => {
  const person = { name: 'Priya Nair', email: 'priya.nair@example.org', order: '20418', postcode: 'm14 6yb' };
  const reference = await ask(person);
  const ana = await signIn('ana');
  await inspect(ana, 'queue');
  await ana.getByRole('searchbox').fill(reference);
  await ana.keyboard.press('Enter');
  // A reference leads straight to its case.
  await ana.waitForURL(`**/case/${reference}`);
  // It is nobody's yet: a short name and no words of hers, until somebody takes it.
  await inspect(ana, 'case-new');
  assert.equal(await ana.getByRole('heading', { level: 1 }).getByText(person.name).count(), 0);
  await button(ana, 'Take this case').click();
  await ana.getByText('you look after it').waitFor();
  await ana.getByRole('heading', { level: 1 }).getByText(person.name).waitFor();
  await inspect(ana, 'case-taken');
  await ana.getByRole('main').getByRole('link', { name: 'Check who is asking' }).first().click();
  await inspect(ana, 'identity');
  await button(ana, 'Record it and start the search').click();
  await ana.getByRole('alert').waitFor();
  await inspect(ana, 'identity-error');
  await ana.getByRole('radio', { name: /order/i }).check();
  await ana.getByLabel('What did you compare?').fill('Order 20418 went to M14 6YB in the shop’s records.');
  await button(ana, 'Record it and start the search').click();
  const gathering = `${demo.url}/console/case/${reference}/access/gathering`;
  await patiently(ana, ana.getByLabel('Nothing is held there'), () => ana.goto(gathering));
  await patiently(ana, ana.locator('[data-system=shop] .figure').getByText(/\d/), () => ana.goto(gathering));
  await inspect(ana, 'gathering');
  await ana.getByText('Ask somebody outside').click();
  await ana.getByLabel('Their e-mail address').fill('privacy@parcels.example');
  await ana.getByLabel('Their name').fill('Parcels Ltd');
  await button(ana, 'Send the link').click();
  await button(ana, 'Take the link back').waitFor();
  await inspect(ana, 'gathering-link');
  const [link] = await mailTo(demo, 'privacy@parcels.example', /\/task\/[\w-]{38}/);
  const outside = await openPage(browser, { script: false, size: PHONE });
  await outside.goto(demo.url + link);
  await inspect(outside, 'task');
  await button(outside, 'Send the answer').click();
  await outside.getByRole('alert').waitFor();
  await inspect(outside, 'task-wrong');
  await outside.getByLabel('We have looked, and hold nothing about them').check();
  await button(outside, 'Send the answer').click();
  await heading(outside, 'Thank you, we have your answer');
  await inspect(outside, 'task-thanks');
  const next = ana.getByRole('region', { name: /./ }).filter({ hasText: 'Next step' });
  await patiently(ana, next.getByText(/approve|decide|flagged|findings/i).first(), () =>
    ana.goto(`${demo.url}/console/case/${reference}`),
  );
  await inspect(ana, 'case-gathered');

  const ruth = await signIn('ruth');
  const review = `${demo.url}/console/case/${reference}/access/review`;
  await ruth.goto(review);
  await inspect(ruth, 'review');
  const undecided = ruth.locator('article.finding').filter({ has: ruth.getByText('Leave out…') });
  const first = undecided.first();
  await first.getByText('Leave out…').click();
  await first.getByLabel('The whole row').check();
  await first.getByRole('combobox', { name: 'Ground' }).selectOption({ index: 1 });
  await first.getByLabel('Reason, for the record').fill('It is about somebody else.');
  await first.getByRole('button', { name: 'Leave it out' }).click();
  await ruth.waitForLoadState();
  for (let flagged = 0; flagged < 40; flagged += 1) {
    await ruth.goto(review);
    if ((await button(ruth, 'Include all of it').count()) === 0) break;
    await button(ruth, 'Include all of it').first().click();
    await ruth.waitForLoadState();
  }
  await inspect(ruth, 'review-flagged-done');
  const collections = await ruth.getByRole('navigation', { name: 'Collections' }).getByRole('link').all();
  const addresses = await Promise.all(collections.map((link) => link.getAttribute('href')));
  for (const address of addresses) {
    await ruth.goto(demo.url + address);
    const rest = button(ruth, /^Include the \d+ open here/);
    if ((await rest.count()) > 0) await rest.click();
    await ruth.waitForLoadState();
  }
  await ruth.goto(review);
  await ruth.getByRole('link', { name: 'Go on to approve' }).click();
  await inspect(ruth, 'approve');
  const gaps = ruth.getByLabel('Let the answer go with these gaps');
  if ((await gaps.count()) > 0) await gaps.check();
  await button(ruth, 'Approve').click();
  // Nobody loads the page again: its line follows the packing, and the download takes the place of the line.
  await ruth.getByRole('heading', { name: 'Delivery' }).waitFor();
  await inspect(ruth, 'case-delivered');

  // The demo has written to her before: only the mail about this request says that the package is there.
  await mailTo(demo, person.email, new RegExp(`^(?=[\\s\\S]*${reference})[\\s\\S]*Our answer is ready`));
  const page = await openPage(browser);
  await page.goto(`${demo.url}/status/${reference}`);
  await button(page, 'E-mail me a code').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, person.email));
  await button(page, 'Open my page').click();
  await inspect(page, 'status-ready');
  await page.getByRole('link', { name: 'Go to the download' }).click();
  await inspect(page, 'download');
  await button(page, 'E-mail me a code').click();
  await inspect(page, 'download-code');
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, person.email));
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  const file = join(demo.data, 'downloaded.zip');
  await download.saveAs(file);
  const verdict = execFileSync(process.env.RIGHTSDESK_BINARY, ['package', 'verify', file], { encoding: 'utf8' });
  assert.match(verdict, /^Everything holds: /);
  assert.match(verdict, new RegExp(reference));

  const dana = await signIn('dana');
  await dana.goto(`${demo.url}/console/case/${reference}`);
  await inspect(dana, 'case-fulfilled');
  await dana.getByRole('link', { name: 'Read the log and check its chain' }).click();
  await inspect(dana, 'log');
});

test('of two people who act at once one wins, and the other keeps what they typed', async () => {
  const reference = await ask({ name: 'Chidi Okafor', email: 'chidi@example.com', order: '20000', postcode: 'LS6 2QT' });
  const pages = [await signIn('ana'), await signIn('dana')];
  for (const page of pages) {
    await page.goto(`${demo.url}/console/case/${reference}/access/do/ask_identity`);
    // A handler is told that it is masked, takes it, and goes on where they wanted to; who decides sees it anyway.
    const take = button(page, 'Take this case');
    if ((await take.count()) > 0) {
      await inspect(page, 'masked-action');
      await take.click();
      await button(page, 'Send the letter').waitFor();
    }
    await page.getByRole('textbox').last().fill('We know you under another e-mail address.');
  }
  const [ana, dana] = pages;
  await button(ana, 'Send the letter').click();
  await ana.waitForLoadState();
  await button(dana, 'Send the letter').click();
  await dana.getByText(/Somebody was faster|not possible now/).first().waitFor();
  await inspect(dana, 'faster');
  assert.equal(await dana.getByText('We know you under another e-mail address.').count(), 1);
});

test('a complaint goes from its public form to the outcome', async () => {
  const page = await openPage(browser);
  const go = () => button(page, 'Continue').click();
  const email = 'nadia.rahman@example.org';
  await page.goto(`${demo.url}/r/justroo/complaint`);
  await inspect(page, 'complaint-start');
  await page.getByRole('link', { name: 'Start your complaint' }).click();
  await inspect(page, 'complaint-about');
  await go();
  await page.getByLabel('What went wrong, in your own words').fill('Our invoices of May were missing.');
  await inspect(page, 'complaint-wrong');
  await go();
  await page.getByLabel('What you would like us to do').fill('Send them.');
  await go();
  await page.getByLabel('Full name').fill('Nadia Rahman');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('radio', { name: 'By e-mail', exact: true }).check();
  await inspect(page, 'complaint-answer');
  await go();
  await inspect(page, 'complaint-check');
  await button(page, 'Send your complaint').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await button(page, 'Confirm and send').click();
  await heading(page, 'We have your complaint');
  await inspect(page, 'complaint-sent');
  const reference = (await page.locator('dd.ref').innerText()).trim();
  await mailTo(demo, email, /Your complaint reached us/);

  const ruth = await signIn('ruth');
  await ruth.goto(`${demo.url}/console/complaint/${reference}`);
  await inspect(ruth, 'complaint-new');
  await ruth.goto(`${demo.url}/console/complaint/${reference}/do/decide`);
  await inspect(ruth, 'complaint-decide');
  await ruth.getByRole('radio').first().check();
  await ruth.getByLabel('What did you check?').fill('Every letter of May.');
  await ruth.getByLabel('What did you find?').fill('Two invoices were left out by mistake.');
  await ruth.getByLabel('What do we do about it?').fill('They go out today.');
  await button(ruth, 'Send the outcome').click();
  await mailTo(demo, email, /What we found|You were right/);
  await ruth.goto(`${demo.url}/console/complaint/${reference}`);
  await inspect(ruth, 'complaint-decided');
});

test('the plan of an erasure says what goes, what stays and why', async () => {
  const ruth = await signIn('ruth');
  await ruth.goto(`${demo.url}/console?right=erasure&state=reviewing`);
  await ruth.locator('main a[href*="/console/case/"]').first().click();
  await ruth.getByRole('link', { name: 'Plan of the erasure' }).click();
  await ruth.getByRole('heading', { name: 'What is erased, what stays' }).waitFor();
  await inspect(ruth, 'plan');
  await ruth.locator('a[href*="/erasure/plan/0/"]').first().click();
  await ruth.getByRole('link', { name: /^The plan/ }).waitFor();
  await inspect(ruth, 'plan-rows');
});

test('a correction shows old and new beside each other', async () => {
  const ana = await signIn('ana');
  await ana.goto(`${demo.url}/console?right=rectification&state=reviewing`);
  await ana.locator('main a[href*="/console/case/"]').first().click();
  await ana.getByRole('link', { name: 'Old and new' }).click();
  await ana.getByRole('heading', { name: 'Old and new, side by side' }).waitFor();
  await ana.getByText('Correct something here').first().click();
  await inspect(ana, 'changes');
});

test('who had received what was corrected, what came of telling them, and their own page', async () => {
  const ana = await signIn('ana');
  await ana.goto(`${demo.url}/console?right=rectification&state=fulfilled&closed=yes`);
  await ana.locator('main a[href*="/console/case/"]').first().click();
  await ana.getByRole('heading', { name: 'Who had received the data (Article 19)' }).waitFor();
  await inspect(ana, 'case-recipients');
  await ana.getByRole('link', { name: 'Tell again, or record what they answered' }).click();
  await heading(ana, 'Who had received the data');
  for (const summary of await ana.locator('main details > summary').all()) await summary.click();
  await inspect(ana, 'recipients');
  const [link] = await mailTo(demo, 'privacy@paypal.example', /https?:\S+\/recipient\/\S+/);
  const paypal = await openPage(browser);
  await paypal.goto(`${demo.url}${new URL(link).pathname}`);
  await heading(paypal, /has shared data with you/);
  await inspect(paypal, 'recipient');
  await button(paypal, 'Send the answer').click();
  await paypal.getByRole('alert').waitFor();
  await paypal.getByLabel('It is done').check();
  await button(paypal, 'Send the answer').click();
  await heading(paypal, 'Thank you, we have your answer');
  await inspect(paypal, 'recipient-done');
});

test('the pages beside the path: staff, account, an empty search, a stranger', async () => {
  const alex = await signIn('alex');
  const paths = ['staff', 'profile', 'restrictions', 'inbox', 'outbox', 'complaints', 'lessons', 'reports', 'start', 'letters', 'letters/justroo/extension'];
  const setup = ['teams', 'history', 'feeds', 'companies/justroo/edit/clock', 'companies/justroo/edit/words', 'companies/justroo/branding', 'maps', 'maps/sample-shop', 'maps/sample-shop/edit'];
  for (const path of [...paths, 'answers', ...setup, 'companies/keys']) {
    await alex.goto(`${demo.url}/console/${path}`);
    await inspect(alex, path.replaceAll('/', '-'));
  }
  await alex.getByLabel('Which program uses it?').fill('newsletter');
  await button(alex, 'Make a key').click();
  await alex.getByText('Copy this key now.').waitFor();
  await inspect(alex, 'companies-keys-made');
  await alex.goto(`${demo.url}/console/maps/sample-shop/edit`);
  const words = alex.getByLabel('The map');
  await words.fill(`# Looked through in November.\n${await words.inputValue()}`);
  await button(alex, 'Check').click();
  await alex.getByRole('heading', { name: 'What changes' }).waitFor();
  await inspect(alex, 'maps-edit-checked');
  await alex.getByLabel('A system or a table').selectOption({ label: 'shop: customer' });
  await alex.getByRole('button', { name: 'Open', exact: true }).click();
  await alex.getByRole('heading', { name: 'shop › customer' }).waitFor();
  await inspect(alex, 'maps-piece-table');
  await alex.getByRole('combobox', { name: 'A column', exact: true }).selectOption({ label: 'email' });
  await button(alex, 'Open the column').click();
  await alex.getByRole('heading', { name: 'shop › customer › email' }).waitFor();
  await alex.getByLabel('It may be about somebody else').check();
  await button(alex, 'Write it into the text').click();
  await alex.getByRole('heading', { name: 'What changes' }).waitFor();
  await inspect(alex, 'maps-piece-column');
  await alex.getByLabel('A system or a table').selectOption({ label: 'shop (the system)' });
  await alex.getByRole('button', { name: 'Open', exact: true }).click();
  await inspect(alex, 'maps-piece-system');
  await button(alex, 'Put in force').click();
  await alex.getByRole('heading', { name: 'History' }).waitFor();
  await inspect(alex, 'maps-history');
  await alex.goto(`${demo.url}/console?state=reviewing&owner=nobody`);
  await alex.getByRole('link', { name: 'Keep this filter' }).click();
  await inspect(alex, 'filters-new');
  await button(alex, 'Keep it').click();
  await alex.getByRole('alert').waitFor();
  await alex.getByLabel('Name', { exact: true }).fill('To be picked up');
  await button(alex, 'Keep it').click();
  await heading(alex, 'To be picked up');
  await alex.getByRole('link', { name: 'All kept filters' }).click();
  await inspect(alex, 'filters');
  for (const path of ['new', 'texts', 'shortcuts']) {
    await alex.goto(`${demo.url}/console/${path}`);
    await inspect(alex, path);
  }
  await alex.goto(`${demo.url}/console`);
  await alex.getByRole('checkbox', { name: /^Choose / }).first().check();
  await button(alex, 'For the ticked cases').click();
  await inspect(alex, 'bulk');
  await alex.getByLabel('Tag it', { exact: true }).fill('a;b');
  await button(alex, 'See what will happen').click();
  await alex.getByRole('alert').waitFor();
  await inspect(alex, 'bulk-wrong');
  await alex.getByLabel('Tag it', { exact: true }).fill('autumn sale');
  await button(alex, 'See what will happen').click();
  await heading(alex, 'What will happen');
  await inspect(alex, 'bulk-plan');
  await button(alex, 'Do this to one case').click();
  await heading(alex, 'What was done');
  await inspect(alex, 'bulk-done');
  await alex.goto(`${demo.url}/console`);
  await alex.keyboard.press('j');
  await alex.keyboard.press('Enter');
  await alex.waitForURL('**/case/*');
  const place = alex.url();
  await button(alex, 'Show it in full').click();
  await alex.locator('#masked').waitFor({ state: 'detached' });
  await alex.keyboard.press('r');
  await alex.waitForURL('**/reply');
  await alex.getByLabel('Your words').fill('We are looking into it.');
  await button(alex, 'Look at the letter').click();
  await inspect(alex, 'reply');
  assert.deepEqual(await letterByLetter(alex), []);
  await button(alex, 'Send it').click();
  await inspect(alex, 'reply-sent');
  assert.deepEqual(await letterByLetter(alex), []);
  await button(alex, 'Take it back').click();
  await heading(alex, /^Write to /);
  await alex.goto(`${place}/together`);
  await inspect(alex, 'together');
  await alex.getByRole('searchbox').fill('nobodyhasthisname');
  await alex.keyboard.press('Enter');
  await alex.getByText('No case has all of these words').waitFor();
  await inspect(alex, 'search-empty');
  await alex.getByRole('link', { name: 'Overdue' }).first().click();
  await inspect(alex, 'queue-overdue');
  const stranger = await openPage(browser);
  await stranger.goto(`${demo.url}/console/staff`);
  await stranger.getByLabel('E-mail').fill('ana@rightsdesk.example');
  await stranger.getByLabel('Password').fill('not the password at all');
  await button(stranger, 'Sign in').click();
  await stranger.getByRole('alert').waitFor();
  await inspect(stranger, 'signin-wrong');
});

test('an administrator says who is away and makes a team, and the case page says so', async () => {
  const alex = await signIn('alex');
  await alex.goto(`${demo.url}/console/staff`);
  await alex.getByRole('link', { name: 'Ruth Calder' }).click();
  await inspect(alex, 'person');
  await button(alex, 'Add this absence').click();
  await alex.getByRole('alert').waitFor();
  await inspect(alex, 'person-wrong');
  await alex.getByLabel('First day away').fill('2026-01-01');
  await alex.getByLabel('Last day away').fill('2027-06-01');
  await alex.getByLabel('Who stands in').selectOption({ label: 'Dana Whitlock' });
  await button(alex, 'Add this absence').click();
  await alex.getByText('Dana Whitlock stands in.').waitFor();
  await inspect(alex, 'person-away');
  await button(alex, 'Take out').click();
  await alex.getByText('Nothing planned.').waitFor();
  await alex.goto(`${demo.url}/console/teams`);
  await alex.getByLabel('Name of the team').fill('Returns');
  await alex.getByLabel('Ana Petrova').check();
  await button(alex, 'Add it').click();
  await alex.getByRole('heading', { name: 'Returns', level: 2 }).waitFor();
  await alex.getByText('Change', { exact: false }).first().click();
  await inspect(alex, 'teams-made');
  await alex.goto(`${demo.url}/console/history`);
  await inspect(alex, 'history-made');
});

test('a macro is made, used with the keyboard alone, and shows the letter before it goes', async () => {
  const alex = await signIn('alex');
  await alex.goto(`${demo.url}/console/macros`);
  await inspect(alex, 'macros-empty');
  await button(alex, 'Make it').click();
  await alex.getByRole('alert').waitFor();
  await inspect(alex, 'macros-wrong');
  await alex.goto(`${demo.url}/console/texts`);
  await alex.getByLabel('Name', { exact: true }).fill('Still waiting');
  await alex.getByLabel('Text', { exact: true }).fill('Dear {name}, we still wait for your answer about {reference}.');
  await button(alex, 'Add it').click();
  await alex.goto(`${demo.url}/console/macros`);
  await alex.getByLabel('Name of the macro').fill('Ask once more');
  await alex.getByLabel('For everybody at the desk').check();
  await alex.getByLabel('Tag it', { exact: true }).fill('reminded');
  await alex.getByLabel('Send a letter').selectOption({ label: 'Still waiting' });
  await button(alex, 'Make it').click();
  await alex.getByRole('heading', { name: /^Ask once more/ }).waitFor();
  await inspect(alex, 'macros');
  await alex.goto(`${demo.url}/console`);
  await alex.keyboard.press('j');
  await alex.keyboard.press('Enter');
  await alex.waitForURL('**/case/*');
  await alex.keyboard.press('m');
  await alex.keyboard.press('Enter');
  await heading(alex, 'Ask once more');
  await alex.getByText('The letter as it will arrive').click();
  await inspect(alex, 'macro-plan');
});

/** The case of the demo that has documents, for whoever signs in. */
async function withDocuments(page) {
  await page.getByRole('searchbox').fill('laptop');
  await page.keyboard.press('Enter');
  await page.getByRole('main').getByRole('link', { name: /^[A-Z]{2}-26-/ }).first().click();
  await page.waitForURL('**/case/*');
  return page.url().split('#')[0];
}

test('a document is looked through, part of it stays here, and the page says what is missing', async () => {
  const ruth = await signIn('ruth');
  const place = await withDocuments(ruth);
  await inspect(ruth, 'case-documents');
  await ruth.goto(`${place}/access/review`);
  await inspect(ruth, 'review-documents');
  const documents = ruth.getByRole('link', { name: /Look through and decide/ });
  const addresses = await Promise.all((await documents.all()).map((link) => link.getAttribute('href')));
  for (const [nth, address] of addresses.entries()) {
    await ruth.goto(demo.url + address);
    await inspect(ruth, `document-${nth}`);
    await button(ruth, 'Make the redacted copy').click();
    await ruth.getByRole('alert').waitFor();
    await inspect(ruth, `document-${nth}-wrong`);
  }
  await ruth.goto(demo.url + addresses[0]);
  await button(ruth, /^Include/).click();
  await ruth.waitForLoadState();
  await ruth.goto(demo.url + addresses[0]);
  await button(ruth, 'Undo').waitFor();
  await inspect(ruth, 'document-decided');
  await button(ruth, 'Undo').click();
  await ruth.goto(`${place}/access/do/extend`);
  await inspect(ruth, 'extend');
  await button(ruth, 'Extend and send the letter').click();
  await ruth.getByRole('alert').first().waitFor();
  await inspect(ruth, 'extend-wrong');
});

test('a handler answers a case from the queue with the keyboard alone', async () => {
  const reference = await ask({ name: 'Noor Haddad', email: 'noor@example.net', order: '20000', postcode: 'LS6 2QT' });
  const ana = await signIn('ana');
  await ana.keyboard.press('/');
  await ana.keyboard.type(reference);
  await ana.keyboard.press('Enter');
  await ana.waitForURL(`**/case/${reference}`);
  await ana.keyboard.press('a');
  await ana.getByText('you look after it').waitFor();
  await press(ana, ana.locator('#next').getByRole('link', { name: 'Check who is asking' }));
  const proof = ana.getByRole('radio', { name: /order/i });
  await proof.focus();
  await ana.keyboard.press('Space');
  await ana.getByLabel('What did you compare?').focus();
  await ana.keyboard.type('Order and postcode are the same in the shop.');
  await press(ana, button(ana, 'Record it and start the search'));
  await ana.goto(`${demo.url}/console/case/${reference}`);
  await ana.keyboard.press('r');
  await ana.waitForURL('**/reply');
  await ana.getByLabel('Your words').focus();
  await ana.keyboard.type('Thank you, we have found your order and are looking into our systems.');
  await press(ana, button(ana, 'Look at the letter'));
  await press(ana, button(ana, 'Send it'));
  await button(ana, 'Take it back').waitFor();
});

test('where a company masks every case, a handler asks for their own, too, without script', async () => {
  const alex = await signIn('alex');
  await alex.goto(`${demo.url}/console/companies/jusstool/edit/desk`);
  await alex.getByLabel('What handlers and administrators see of a case').selectOption('masked');
  await button(alex, 'Save').click();
  await alex.waitForURL('**/companies/jusstool');
  const ana = await signIn('ana', { script: false });
  await ana.goto(`${demo.url}/console?controller=jusstool`);
  await ana.getByRole('main').getByRole('link', { name: /^JT-26-/ }).first().click();
  await inspect(ana, 'case-masked');
  const name = await ana.getByRole('heading', { level: 1 }).innerText();
  await button(ana, 'Show it in full for 15 minutes').click();
  await ana.getByText('Shown in full to you').waitFor();
  assert.notEqual(await ana.getByRole('heading', { level: 1 }).innerText(), name);
  await inspect(ana, 'case-shown');
});

const POLICY = `Harrow & Kiln privacy notice

Last updated: 14 January 2026

Who we are

Harrow & Kiln Pottery Ltd is the controller of your data. Write to data@harrowandkiln.example.

Who we share data with

We share your data with Royal Mail and Stripe.

How long we keep data

Orders and invoices: 6 years
`;

test('a policy is pasted, gone through with the keyboard, put in force, and its form is open', async () => {
  const dana = await signIn('dana');
  await dana.goto(`${demo.url}/console/companies`);
  await inspect(dana, 'companies');
  await dana.getByRole('link', { name: 'Read a privacy policy' }).click();
  await button(dana, 'Read it').click();
  await dana.getByRole('alert').waitFor();
  await inspect(dana, 'policy-new-wrong');
  await dana.getByLabel('Name of a new company').fill('Harrow & Kiln');
  await dana.getByLabel('The policy', { exact: true }).fill(POLICY);
  await button(dana, 'Read it').press('Enter');
  await dana.getByRole('heading', { name: 'What the policy says' }).waitFor();
  await inspect(dana, 'policy');
  const base = dana.url();
  for (const page of ['lint', 'changes', 'facts/contact', 'facts/keeping']) {
    await dana.goto(`${base}/${page}`);
    await inspect(dana, `policy-${page.replace('/', '-')}`);
  }
  await dana.goto(`${base}/facts/recipients`);
  await inspect(dana, 'policy-facts');
  const stripe = dana.getByRole('article', { name: 'Recipient: Stripe' });
  await stripe.getByLabel('Leave open').focus();
  await dana.keyboard.press('Space');
  await button(dana, 'Save and back to the overview').press('Enter');
  await button(dana, 'Put it in force').press('Enter');
  await dana.getByRole('heading', { name: 'Harrow & Kiln', exact: true }).waitFor();
  await inspect(dana, 'company');
  assert.equal(await dana.getByText('Stripe').count(), 0);
  await dana.getByRole('link', { name: 'How long data is kept' }).first().click();
  await inspect(dana, 'company-edit');
  const stranger = await openPage(browser);
  await stranger.goto(`${demo.url}/r/harrow-kiln`);
  await stranger.getByRole('heading', { level: 1 }).waitFor();
  assert.match(await stranger.title(), /Harrow & Kiln/);
});

test('every page that this file stands for was looked at', () => demandWalked('console.test.mjs'));
