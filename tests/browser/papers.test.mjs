// What leaves the house or is kept on paper: the certificate of an erasure, and the files that people and authorities are given.
// Pages are opened from disk, as whoever gets them will; a PDF has to say its language and title, and to be tagged for a reader.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateRawSync, inflateSync } from 'node:zlib';
import { barriers, codeFor, inspect, mailsTo, misfits, NARROW, openPage, patiently, PHONE, signInto, startBrowser, startProgram } from './kit.mjs';
import { demandWalked } from './walked.mjs';

let browser;
let demo;
before(async () => {
  // An approval cannot be taken back here: the operator may say so, and then the erasure begins at once.
  [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'], { RIGHTSDESK_DESK_ERASURE_UNDO_MINUTES: '0' })]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const button = (page, name) => page.getByRole('main').getByRole('button', { name });
const submit = (page, locator) => Promise.all([page.waitForNavigation(), locator.click()]);

/** Opens the first case of a filtered queue. */
async function openCase(page, filter) {
  await page.goto(`${demo.url}/console?${filter}`);
  const place = await page.locator('main a[href*="/console/case/"]').first().getAttribute('href');
  await page.goto(demo.url + place);
  return demo.url + place;
}

/** Clicks, and keeps what comes as a file. */
async function fetched(page, locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), locator.click()]);
  const file = join(demo.data, 'fetched', download.suggestedFilename());
  await download.saveAs(file);
  return readFile(file);
}

/** The files of a ZIP archive by their names, read through its central directory. */
function unpacked(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  for (let at = bytes.readUInt32LE(end + 16); bytes.readUInt32LE(at) === 0x02014b50; ) {
    const [method, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), ...[28, 30, 32].map((n) => bytes.readUInt16LE(at + n))];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** Demands that a PDF is one that a screen reader can read: tagged, with a title that is shown, and with its language. */
function readable(name, bytes) {
  assert.equal(bytes.toString('latin1', 0, 5), '%PDF-', name);
  const text = bytes.toString('latin1');
  const parts = [text];
  for (const { index, 0: head } of text.matchAll(/stream\r?\n/g)) {
    const from = index + head.length;
    try {
      parts.push(inflateSync(bytes.subarray(from, text.indexOf('endstream', from))).toString('latin1'));
    } catch {
      // A picture or a font of another packing: nothing that is asked for here stands in it.
    }
  }
  const whole = parts.join('\n');
  for (const need of [/\/StructTreeRoot\b/, /\/Marked true/, /\/Lang ?\(\w\w/, /\/DisplayDocTitle true/, /<dc:title>/, /pdfuaid:part/]) {
    assert.match(whole, need, `${name} is a PDF for everybody`);
  }
}

/** Looks at a page as it comes out of the printer: nothing cut off, no barrier, no menu and no button. */
async function printed(page, name) {
  await page.emulateMedia({ media: 'print' });
  const before = page.viewportSize();
  // The width of A4 without its margins.
  await page.setViewportSize({ width: 680, height: 960 });
  const found = [...(await misfits(page)), ...(await barriers(page))];
  const left = await page.locator('button, nav#rail').evaluateAll((all) => all.filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80)));
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(before);
  assert.deepEqual([...found, ...left], [], `${name}, printed`);
}

test('an erasure is approved and carried out, and its certificate can be read, printed and kept', async () => {
  const ruth = await signInto(await openPage(browser), demo, 'ruth');
  const place = await openCase(ruth, 'right=erasure&state=reviewing&controller=just-elegance');
  await ruth.goto(`${place}/erasure/do/approve`);
  await inspect(ruth, 'erasure-approve');
  await submit(ruth, button(ruth, 'Approve'));
  const certificate = ruth.getByRole('main').getByRole('link', { name: 'Certificate' });
  await patiently(ruth, certificate, () => ruth.goto(`${place}/erasure/plan`));
  await inspect(ruth, 'erasure-plan-done');
  await submit(ruth, certificate);
  await inspect(ruth, 'certificate');
  await printed(ruth, 'certificate');
  readable('certificate', await fetched(ruth, button(ruth, /PDF|Download/)));
});

/** Opens a page from disk in a window that has nothing to do with the program, and looks at it. */
async function fromDisk(name, bytes) {
  const file = join(demo.data, 'opened', name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  const page = await openPage(browser);
  await page.goto(pathToFileURL(file).href);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await inspect(page, name);
  await page.setViewportSize(NARROW);
  assert.deepEqual(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')), [], `${name} asks nobody`);
  await printed(page, name);
  await page.context().close();
}

test('what the person downloads opens from disk, asks nobody, and its letter is a PDF for everybody', async () => {
  // The newest answer that the demo has sent to somebody: its link is still good.
  const letters = (await mailsTo(demo, '')).map(([, text]) => text).filter((text) => /answer is ready/i.test(text));
  const found = letters.map((text) => [text.match(/^To: .*?([\w.+-]+@[\w.-]+)/m)?.[1], text.match(/[A-Z]{2}-26-[0-9A-Z]{4}-[0-9A-Z]/)?.[0]]);
  assert.ok(found.length > 0, 'somebody has been answered');
  const [email, reference] = found[0];
  const person = await openPage(browser, { size: PHONE, script: false });
  await person.goto(`${demo.url}/status/${reference}`);
  await submit(person, button(person, 'E-mail me a code'));
  await person.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  await submit(person, button(person, 'Open my page'));
  await submit(person, person.getByRole('link', { name: 'Go to the download' }));
  await submit(person, button(person, 'E-mail me a code'));
  await person.getByLabel('Code', { exact: true }).fill(await codeFor(demo, email));
  const files = unpacked(await fetched(person, button(person, 'Download')));
  const names = [...files.keys()];
  const pages = names.filter((name) => name.endsWith('.html'));
  assert.ok(pages.length > 0, names.join());
  for (const name of pages) await fromDisk(name, files.get(name));
  const letter = names.filter((name) => name.endsWith('letter.pdf'));
  assert.equal(letter.length, 1, names.join());
  readable(letter[0], files.get(letter[0]));
});

test('evidence, reports and the remarks on a policy are PDFs for everybody', async () => {
  const dana = await signInto(await openPage(browser), demo, 'dana');
  const place = await openCase(dana, 'right=access&state=fulfilled&closed=yes');
  await dana.goto(`${place}/log`);
  const files = unpacked(await fetched(dana, dana.locator('form[action$="/evidence"] button')));
  const papers = [...files].filter(([name]) => name.endsWith('.pdf'));
  assert.ok(papers.length > 0);
  for (const [name, bytes] of papers) readable(name, bytes);
  for (const [name, bytes] of files) if (name.endsWith('.html')) await fromDisk(name, bytes);
  await dana.goto(`${demo.url}/console/reports`);
  const reports = dana.locator('main a[href*="reports.pdf"]');
  assert.ok((await reports.count()) > 0);
  for (let nth = 0; nth < (await reports.count()); nth += 1) readable(`report ${nth}`, await fetched(dana, reports.nth(nth)));
});

test('every page that this file stands for was looked at', () => demandWalked('papers.test.mjs'));
