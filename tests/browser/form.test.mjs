// The public form and the status page, as people use them: without script, without a mouse, in a hurry, with doubts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { codeFor, DESK, inspect, mailTo, openPage, PHONE, press, startBrowser, startProgram, tabTo } from './kit.mjs';
import { demandWalked } from './walked.mjs';

let browser;
let program;
before(async () => {
  [browser, program] = await Promise.all([startBrowser(), startProgram(['serve'], { RIGHTSDESK_DESK_SAMPLES: 'true' })]);
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

const REFERENCE = /JR-\d\d-[0-9A-Z]{4}-[0-9A-Z]/;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, words) => page.getByRole('heading', { level: 1, name: words }).waitFor();

/** Walks to an element and ticks or chooses it with the space bar. */
async function choose(page, label, exact = false) {
  await tabTo(page, page.getByLabel(label, { exact }));
  await page.keyboard.press('Space');
}

/** Walks to a field and types. */
async function type(page, label, words) {
  await tabTo(page, page.getByLabel(label));
  await page.keyboard.type(words);
}

/** Fills the form in with mouse and keyboard, up to the page with all answers. */
async function toCheck(page, { name, email }) {
  await page.goto(`${program.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await button(page, 'Continue').click();
  await page.getByLabel('Send me a copy of my data').check();
  await button(page, 'Continue').click();
  await page.getByLabel('An order number').fill('JR-1001');
  await button(page, 'Continue').click();
  await page.getByLabel('Full name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await button(page, 'Continue').click();
  await button(page, 'Continue').click();
  await heading(page, 'Check your answers');
}

test('a person without script and mouse asks for a copy and for erasure, and follows the request', async () => {
  const page = await openPage(browser, { script: false, size: PHONE });
  const email = 'Keyboard.Only@example.org';
  await page.goto(program.url);
  await inspect(page, 'home');
  await press(page, page.getByRole('link', { name: 'Justroo' }).last());
  await inspect(page, 'start');
  await press(page, page.getByRole('link', { name: 'Start your request' }));
  await inspect(page, 'who');
  await press(page, button(page, 'Continue'));
  assert.match(await page.title(), /^Error: /);
  await inspect(page, 'who-error');
  await choose(page, 'Me', true);
  await press(page, button(page, 'Continue'));
  await heading(page, 'What would you like us to do?');
  await inspect(page, 'rights');
  await choose(page, 'Send me a copy of my data');
  await choose(page, 'Erase my data');
  await press(page, button(page, 'Continue'));
  await heading(page, 'What should we erase?');
  await inspect(page, 'erase');
  await choose(page, 'Everything');
  await press(page, button(page, 'Continue'));
  await heading(page, 'How can we find you?');
  await inspect(page, 'find');
  await type(page, 'The postcode we delivered to', 'ex4 4qj');
  await press(page, button(page, 'Continue'));
  await heading(page, 'How can we reach you?');
  await inspect(page, 'you');
  await type(page, 'Full name', 'Keziah Onley');
  await type(page, 'E-mail address', 'keziah@nowhere');
  await press(page, button(page, 'Continue'));
  await inspect(page, 'you-error');
  assert.equal(await page.getByLabel('Full name').inputValue(), 'Keziah Onley', 'what was typed is still there');
  await tabTo(page, page.getByLabel('E-mail address'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(email);
  await press(page, button(page, 'Continue'));
  await inspect(page, 'words');
  await press(page, button(page, 'Continue'));

  await heading(page, 'Check your answers');
  await inspect(page, 'check');
  await press(page, page.getByRole('link', { name: 'Change full name' }));
  await tabTo(page, page.getByLabel('Full name'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Keziah Only');
  await press(page, button(page, 'Continue'));
  await heading(page, 'Check your answers');
  await page.getByText('Keziah Only', { exact: true }).waitFor();
  await press(page, button(page, 'Send your request'));

  await heading(page, 'Enter the code we sent you');
  await inspect(page, 'code');
  const code = await codeFor(program, email);
  const wrong = code.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));
  await type(page, 'Code', wrong);
  await press(page, button(page, 'Confirm and send'));
  assert.match(await page.title(), /^Error: /);
  await inspect(page, 'code-wrong');
  await press(page, button(page, 'Send a new code'));
  await page.getByText('less than a minute ago').waitFor();
  await type(page, 'Code', code);
  await press(page, button(page, 'Confirm and send'));

  await heading(page, 'We have your request');
  await inspect(page, 'sent');
  const [reference] = (await page.locator('.facts .ref').innerText()).match(REFERENCE);
  await mailTo(program, email, new RegExp(`status/${reference}`));

  await press(page, page.getByRole('link', { name: 'Your private page' }));
  await inspect(page, 'status-locked');
  await press(page, button(page, 'E-mail me a code'));
  await inspect(page, 'status-code');
  await type(page, 'Code', await codeFor(program, email));
  await press(page, button(page, 'Open my page'));
  await page.getByText(reference).first().waitFor();
  await inspect(page, 'status');
  await press(page, page.getByRole('link', { name: 'Withdraw my request' }));
  await inspect(page, 'withdraw');
  await choose(page, /eras/i);
  await press(page, button(page, 'Withdraw'));
  await inspect(page, 'status-withdrawn');
  await press(page, button(page, 'Lock this page'));
  await page.goto(`${program.url}/status/${reference}`);
  await heading(page, 'This page is private');
});

test('whoever cannot get the code sends all the same, and is told so', async () => {
  const page = await openPage(browser);
  await toCheck(page, { name: 'No Mailbox', email: 'lost@example.org' });
  await button(page, 'Send your request').click();
  await button(page, 'Send without confirming').click();
  await heading(page, 'We have your request');
  await page.getByText('Your address is not confirmed yet.').waitFor();
  await inspect(page, 'sent-unconfirmed');
});

test('the back button keeps every answer, and a request is sent once however often the button is pressed', async () => {
  const page = await openPage(browser);
  const email = 'impatient@example.org';
  await toCheck(page, { name: 'Imogen Patient', email });
  for (const question of ['anything else', 'reach you', 'find you', 'us to do', 'for?']) {
    await page.goBack();
    await heading(page, new RegExp(`${question.replace('?', '\\?')}`));
  }
  assert.ok(await page.getByLabel('Me', { exact: true }).isChecked());
  await page.goto(`${program.url}/r/justroo/check`);
  await button(page, 'Send your request').dblclick();
  await heading(page, 'Enter the code we sent you');
  const code = await codeFor(program, email);
  await page.getByLabel('Code', { exact: true }).fill(` ${code.replace(' ', '')} `);
  await button(page, 'Confirm and send').dblclick();
  await heading(page, 'We have your request');
  const [reference] = (await page.locator('.facts .ref').innerText()).match(REFERENCE);
  await page.goBack();
  await page.reload();
  await page.goto(`${program.url}/r/justroo/code`);
  await heading(page, 'We have your request');
  assert.equal((await page.locator('.facts .ref').innerText()).match(REFERENCE)[0], reference);
  await page.goto(`${program.url}/r/justroo`);
  await page.getByText('You sent a request from this browser.').waitFor();
  await inspect(page, 'start-again');
});

test('marketing stops in three pages', async () => {
  const page = await openPage(browser, { size: DESK });
  const email = 'enough@example.org';
  await page.goto(`${program.url}/r/joro-home/stop-marketing`);
  await inspect(page, 'stop-what');
  await button(page, 'Continue').click();
  await inspect(page, 'stop-where');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('main').getByRole('button').click();
  await heading(page, 'We are stopping our marketing');
  await inspect(page, 'stop-sent');
});

test('a person whose browser is German asks in German, without script and mouse, and is answered in German', async () => {
  const page = await openPage(browser, { script: false, size: PHONE, locale: 'de-DE' });
  const email = 'jana.graf@example.org';
  const look = async (name) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'de', name);
    await inspect(page, `de-${name}`);
  };
  const on = () => press(page, button(page, 'Weiter'));
  await page.goto(`${program.url}/r/justroo`);
  await look('start');
  await press(page, page.getByRole('link', { name: 'Antrag beginnen' }));
  await look('who');
  await choose(page, 'Für mich', true);
  await on();
  await look('rights');
  await choose(page, 'Mir Auskunft und eine Kopie meiner Daten geben');
  await choose(page, 'Etwas Falsches berichtigen');
  await choose(page, 'Meine Daten löschen');
  await choose(page, 'Mir keine Werbung mehr senden');
  await on();
  await look('correct');
  await type(page, 'Was ist falsch oder fehlt?', 'Lindenstraße 14');
  await type(page, 'Wie heißt es richtig?', 'Lindenstraße 41');
  await on();
  await choose(page, 'Alles');
  await on();
  await choose(page, 'Jede Werbung');
  await on();
  await look('find');
  await on();
  await on();
  assert.match(await page.title(), /^Fehler: /);
  await look('you-error');
  await type(page, 'Vor- und Nachname', 'Jana Graf');
  await type(page, 'E-Mail-Adresse', email);
  await on();
  await on();
  await heading(page, 'Prüfen Sie Ihre Angaben');
  await look('check');
  await press(page, button(page, 'Antrag absenden'));
  await look('code');
  await type(page, 'Code', await codeFor(program, email));
  await press(page, button(page, 'Bestätigen und absenden'));
  await heading(page, 'Ihr Antrag ist bei uns');
  await look('sent');
  const [reference] = (await page.locator('.facts .ref').innerText()).match(REFERENCE);
  await mailTo(program, email, new RegExp(`Vielen Dank[^]*status/${reference}`));
  await press(page, page.getByRole('link', { name: 'Ihre persönliche Seite' }));
  await press(page, button(page, 'Code per E-Mail senden'));
  await type(page, 'Code', await codeFor(program, email));
  await press(page, button(page, 'Meine Seite öffnen'));
  await look('status');
  await press(page, page.getByRole('link', { name: 'English' }));
  await page.getByText('What has happened so far').waitFor();
  await press(page, page.getByRole('link', { name: 'Deutsch' }));
  await page.getByText('Was bisher geschehen ist').waitFor();
});

test('a person stops, goes on elsewhere from a mail, gives files and asks for more', async () => {
  const email = 'moving.on@example.org';
  const link = (page, name) => page.getByRole('link', { name, exact: true });
  const phone = await openPage(browser, { size: PHONE });
  await toCheck(phone, { name: 'Mona Ving', email });
  await link(phone, 'Go on later').click();
  await heading(phone, 'Go on later');
  await inspect(phone, 'later');
  await button(phone, 'Mail me the link').click();
  await phone.getByText('If mail reaches this address').waitFor();
  await inspect(phone, 'later-sent');
  const [address] = await mailTo(program, email, /http\S+\/resume\/[0-9a-f]{64}/);

  const page = await openPage(browser, { script: false, size: DESK });
  await page.goto(address);
  await inspect(page, 'resume');
  await press(page, button(page, 'Go on'));
  await heading(page, 'Check your answers');
  await phone.goto(`${program.url}/r/justroo/check`);
  await heading(phone, 'Please start again');

  const give = async (where, name, text) => {
    await where.getByLabel('Choose files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await button(where, 'Add these files').click();
    await where.getByText(name).first().waitFor();
  };
  await press(page, page.getByRole('link', { name: /^Add / }));
  await inspect(page, 'files');
  await give(page, 'note.txt', 'my order');
  await inspect(page, 'files-there');
  await give(page, 'game.exe', 'MZ\0\0');
  assert.match(await page.title(), /^Error: /);
  await inspect(page, 'files-refused');
  await press(page, link(page, 'Back to your answers'));
  await page.getByText('note.txt').waitFor();
  await press(page, button(page, 'Send your request'));
  await type(page, 'Code', await codeFor(program, email));
  await press(page, button(page, 'Confirm and send'));
  await heading(page, 'We have your request');
  const [reference] = (await page.locator('.facts .ref').innerText()).match(REFERENCE);
  await page.goto(address);
  await inspect(page, 'resume-over');

  const desk = await openPage(browser, { size: DESK });
  await desk.goto(`${program.url}/status/${reference}`);
  await button(desk, 'E-mail me a code').click();
  await desk.getByLabel('Code', { exact: true }).fill(await codeFor(program, email));
  await button(desk, 'Open my page').click();
  await link(desk, 'A version to print or keep').waitFor();
  await inspect(desk, 'status-open');
  await desk.locator('a[href$="/files"]').click();
  await give(desk, 'game.exe', 'MZ\0\0');
  await desk.locator('.error-summary').waitFor();
  assert.ok(await desk.locator('.error-summary').evaluate((summary) => summary === document.activeElement));
  assert.match(desk.complaints.pop(), /^422 for /, 'the script reads the answer that names the file');
  await give(desk, 'proof.txt', 'the number of my order');
  await desk.locator('.rows', { hasText: 'proof.txt' }).waitFor();
  await inspect(desk, 'status-files');
  await link(desk, 'Back to your page').click();
  await desk.getByText('You gave us a file').waitFor();
  await link(desk, 'Ask for something more').click();
  await inspect(desk, 'add-rights');
  await desk.getByLabel('Erase my data').check();
  await button(desk, 'Continue').click();
  await desk.getByLabel('Everything').check();
  await button(desk, 'Continue').click();
  await button(desk, 'Continue').click();
  await heading(desk, 'Check your answers');
  await inspect(desk, 'add-check');
  await button(desk, 'Add it to my request').click();
  await desk.getByText('We have added it').waitFor();
  await inspect(desk, 'status-added');
  await mailTo(program, email, /Erase your data/);
  await link(desk, 'A version to print or keep').click();
  await desk.getByText('Why these dates').waitFor();
  await inspect(desk, 'status-print');
});

test('pages off the path explain themselves', async () => {
  const page = await openPage(browser);
  for (const [path, name] of [
    ['/r/justroo/code', 'ended'],
    ['/r/justroo/someone-who-died', 'died'],
    ['/status', 'find-case'],
    ['/nowhere', 'not-found'],
  ]) {
    await page.goto(program.url + path);
    await inspect(page, name);
  }
});

for (const size of [PHONE, DESK]) {
  test(`somebody with a mandate asks, and keeps what they are given, in a window of ${size.width} pixels`, async () => {
    const page = await openPage(browser, { size });
    const email = `agent.${size.width}@example.org`;
    const go = () => button(page, 'Continue').click();
    const link = (name) => page.getByRole('link', { name, exact: true });
    await page.goto(`${program.url}/r/justroo/ask/who`);
    await page.getByLabel('Someone who has died').check();
    await go();
    await heading(page, 'Someone who has died');
    await inspect(page, 'died');
    await link('Back').click();
    await page.getByLabel('My child').check();
    await go();
    await heading(page, 'What is their name?');
    await link('Back').click();
    await page.getByLabel('Someone who asked me to act for them').check();
    await go();
    await inspect(page, 'person');
    await go();
    assert.match(await page.title(), /^Error: /);
    await page.getByLabel('Their full name').fill('Mia Ash');
    await go();
    await page.getByLabel('Send me a copy of my data').check();
    await go();
    await heading(page, 'How can we find their data?');
    await page.getByLabel('I do not know any of these').check();
    await go();
    await page.getByLabel('Full name').fill('Art Agent');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('On paper, in large print').check();
    await page.getByLabel('Postal address').fill('1 Mill Lane\nLeeds LS6 2QT');
    await go();
    await go();
    await heading(page, 'Check your answers');
    await inspect(page, 'check-mandate');
    await page.getByRole('link', { name: /^Add / }).first().click();
    const paper = { name: 'mandate.txt', mimeType: 'text/plain', buffer: Buffer.from('I, Mia Ash, ask Art Agent to act for me.') };
    await page.getByLabel('Choose files').setInputFiles(paper);
    await button(page, 'Add these files').click();
    await page.locator('.rows', { hasText: 'mandate.txt' }).waitFor();
    await link('Back to your answers').click();
    await button(page, 'Send your request').click();
    await page.getByLabel('Code', { exact: true }).fill(await codeFor(program, email));
    await button(page, 'Confirm and send').click();
    await heading(page, 'We have your request');
    const bookmark = page.url();
    const [reference] = (await page.locator('.facts .ref').innerText()).match(REFERENCE);
    await keeps(page, reference, email);

    const later = await openPage(browser, { size });
    await later.goto(bookmark);
    await heading(later, 'Your request is not lost');
    await inspect(later, 'sent-earlier');
    await later.getByRole('link', { name: 'See where your request stands' }).click();
    await heading(later, 'Where is my request?');
  });
}

/** The date for one's calendar, a version on paper, another language, and the page that is closed again. */
async function keeps(page, reference, email) {
  await page.goto(`${program.url}/status/${reference}`);
  await button(page, 'E-mail me a code').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(program, email));
  await button(page, 'Open my page').click();
  const entry = page.getByRole('link', { name: 'Put the date in my calendar' });
  if ((await entry.count()) > 0) {
    const [file] = await Promise.all([page.waitForEvent('download'), entry.click()]);
    assert.match(await readFile(await file.path(), 'utf8'), /BEGIN:VCALENDAR[^]*SUMMARY/);
  }
  await page.getByRole('link', { name: 'A version to print or keep' }).click();
  await page.getByText(reference).first().waitFor();
  await inspect(page, 'status-print');
  await page.goBack();
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.getByText('Was bisher geschehen ist').waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await button(page, 'Lock this page').click();
  await page.goto(`${program.url}/status/${reference}/download`);
  await heading(page, 'This page is private');
}

test('every page that this file stands for was looked at', () => demandWalked('form.test.mjs'));
