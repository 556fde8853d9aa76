// Somebody whose browser is German, on a phone, without script: from the shop's own page to the files of the answer.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, findData, inspect, mailTo, openPage, PHONE, press, signInto, startBrowser, startProgram, tabTo } from './kit.mjs';
import { demandWalked } from './walked.mjs';

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'])]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const EMAIL = 'priya.nair@example.org';
const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, words) => page.getByRole('heading', { level: 1, name: words }).waitFor();

/** The phone of the person: German, narrow, without script. */
const phone = () => openPage(browser, { script: false, size: PHONE, locale: 'de-DE' });

/** Looks at a page that has to be German. */
async function look(page, name) {
  assert.equal(await page.locator('html').getAttribute('lang'), 'de', name);
  await inspect(page, `de-${name}`);
}

/** Walks to a field and types, or to a box and ticks it. */
async function type(page, label, words) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(words);
}

async function tick(page, label) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.press('Space');
}

/** Sends a request for a copy; gives the reference. */
async function ask(page) {
  const on = () => press(page, button(page, 'Weiter'));
  await press(page, page.getByRole('link', { name: 'Antrag beginnen' }));
  await tick(page, 'Für mich');
  await on();
  await tabTo(page, page.getByLabel('Mir Auskunft und eine Kopie meiner Daten geben'));
  await page.keyboard.press('Space');
  await on();
  await tabTo(page, page.getByLabel('Bestellnummer').first());
  await page.keyboard.type('20418');
  await tabTo(page, page.getByLabel('Postleitzahl').first());
  await page.keyboard.type('m14 6yb');
  await on();
  await tabTo(page, page.getByLabel('Vor- und Nachname'));
  await page.keyboard.type('Priya Nair');
  await tabTo(page, page.getByLabel('E-Mail-Adresse'));
  await page.keyboard.type(EMAIL);
  await on();
  await on();
  await look(page, 'journey-check');
  await press(page, button(page, 'Antrag absenden'));
  await type(page, 'Code', await codeFor(demo, EMAIL));
  await press(page, button(page, 'Bestätigen und absenden'));
  await heading(page, 'Ihr Antrag ist bei uns');
  await look(page, 'journey-sent');
  return (await page.locator('.facts .ref').innerText()).trim();
}

/** Staff find the data, look through it and let the answer go. */
async function answer(reference) {
  const place = `${demo.url}/console/case/${reference}`;
  await findData(browser, demo, reference, 'access');
  await approve(await signInto(await openPage(browser), demo, 'ruth'), `${place}/access/review`);
}

/** Includes everything and approves. */
async function approve(ruth, review) {
  await ruth.goto(review);
  const collections = await ruth.getByRole('navigation', { name: 'Collections' }).getByRole('link').all();
  const addresses = await Promise.all(collections.map((link) => link.getAttribute('href')));
  for (const address of addresses.map((path) => demo.url + path)) {
    await ruth.goto(address);
    while ((await button(ruth, 'Include all of it').count()) > 0) {
      await button(ruth, 'Include all of it').first().click();
      await ruth.waitForLoadState();
      await ruth.goto(address);
    }
    const rest = ruth.getByRole('button', { name: /^Include the \d+ open here/ });
    if ((await rest.count()) > 0) await rest.click();
    await ruth.waitForLoadState();
  }
  await ruth.goto(review);
  await ruth.getByRole('link', { name: 'Go on to approve' }).click();
  const gaps = ruth.getByLabel('Let the answer go with these gaps');
  if ((await gaps.count()) > 0) await gaps.check();
  await button(ruth, 'Approve').click();
}

test('a German requester follows a link of the shop on a phone, and fetches files that are German', async () => {
  const page = await phone();
  const dana = await signInto(await openPage(browser), demo, 'dana');
  await dana.goto(`${demo.url}/console/companies/justroo`);
  await shop(page, await dana.locator('#snippet').inputValue(), await dana.locator('#paragraph').inputValue());
  await press(page, page.getByRole('link').first());
  await heading(page, /Justroo/);
  await look(page, 'journey-start');
  const reference = await ask(page);
  await mailTo(demo, EMAIL, /Vielen Dank/);
  await answer(reference);

  const [, link] = await mailTo(demo, EMAIL, /nsere Antwort liegt bereit[^]*?(http\S+\/status\/\S+)/);
  await page.goto(link);
  await heading(page, /./);
  await look(page, 'journey-fetch-locked');
  await fetched(page, reference);
});

/** A shop's page with what the console gives to be pasted: no script, nothing loaded, and a link that leads to the form. */
async function shop(page, snippet, paragraph) {
  const file = join(demo.data, 'shop.html');
  const lines = paragraph.split('\n').map((line) => `<p>${line}</p>`);
  const head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title></head>';
  await writeFile(file, `${head}<body><main><h1>A shop</h1>${lines.join('')}</main><footer>${snippet}</footer></body></html>`);
  assert.doesNotMatch(snippet, /<script|<iframe|<img|style=/i, 'the snippet is a link and nothing else');
  assert.doesNotMatch(paragraph, /undefined|None|\{|\[/, 'the paragraph is whole');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${file}`);
  assert.equal(await page.getByRole('link').count(), 1);
  assert.equal(asked.filter((url) => url.startsWith('http')).length, 0, 'a page with the snippet asks nobody anything');
}

/** Fetches the answer from the page that is open and looks into it. */
async function fetched(page, reference) {
  await page.goto(`${demo.url}/status/${reference}`);
  await press(page, button(page, 'Code per E-Mail senden'));
  await type(page, 'Code', await codeFor(demo, EMAIL));
  await press(page, button(page, 'Meine Seite öffnen'));
  await look(page, 'journey-ready');
  await press(page, page.locator('main a[href$="/download"]').first());
  await look(page, 'journey-download');
  await press(page, button(page, 'Code per E-Mail senden'));
  await type(page, 'Code', await codeFor(demo, EMAIL));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('button').first().click(),
  ]);
  const file = join(demo.data, 'antwort.zip');
  await download.saveAs(file);
  const verdict = execFileSync(process.env.RIGHTSDESK_BINARY, ['package', 'verify', file], { encoding: 'utf8' });
  assert.match(verdict, /^Everything holds: /);
  await download.delete();
}

test('every page that this file stands for was looked at', () => demandWalked('german.test.mjs'));
