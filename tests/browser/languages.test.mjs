// Every page that people see, in English, in German, and in a language that nobody speaks: made here out of the German folder with
// other vowels, and put into the data folder as an operator would put theirs. The three have the same bones in the same order, no
// German text is the English one, and whatever still has our vowels in the made-up language stands in no folder.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codeFor, mailsTo, mailTo, openPage, startBrowser, startProgram } from './kit.mjs';

const SHIPPED = fileURLToPath(new URL('../../config/languages/', import.meta.url));
const VOWELS = { a: 'å', e: 'ë', i: 'ï', o: 'ø', u: 'ů', y: 'ÿ', A: 'Å', E: 'Ë', I: 'Ï', O: 'Ø', U: 'Ů', Y: 'Ÿ' };
const WITH_VOWELS = /[aeiouy]/i;

/** Words that are nobody's language: names of people and companies, what was typed, where they live, formats. */
const DATA = new Set(
  `rightsdesk justroo joro home jusstool just elegance jana graf mia ash ltd limited paul street london wycliffe house water lane wilmslow
   cheshire sk ico information commissioner office uk gdpr ec ne english deutsch lindenstraße note txt exe pdf csv zip json`.split(/\s+/),
);
/** Words that German shares with English. */
const SHARED = new Set(['code', 'name', 'start', 'status']);
const ADDRESSES = /\S+@\S+|https?:\S+|\S+\.(com|org|uk|ie|example)\b\S*|[A-Z]{2}-\d\d-[0-9A-Z]{4}-[0-9A-Z]|\b[0-9a-f]{20,}\b/g;

/** A text with other vowels, but for its slots and the places of its links. */
const disguised = (text) =>
  text.replace(/(\{+[^{}]*\}+|\]\([^)]*\)|\\.)|[aeiouy]/gi, (letter, kept) => kept ?? VOWELS[letter]);

/** The folder of the made-up language, as `languages/xx`. */
async function invent(folder) {
  const place = join(folder, 'xx');
  await cp(join(SHIPPED, 'de'), place, { recursive: true });
  for (const file of (await readdir(place)).filter((name) => name.endsWith('.toml'))) {
    const text = await readFile(join(place, file), 'utf8');
    const lines = text.split('\n').map((line) => {
      if (/^\s*(#|\[[\w.]+\]|$)/.test(line) || line.startsWith('tag ')) return line.replace('"de"', '"xx"');
      const [key, ...value] = line.split('=');
      return `${key}=${disguised(value.join('='))}`;
    });
    await writeFile(join(place, file), lines.join('\n'));
  }
  const letters = join(place, 'letters');
  for (const file of await readdir(letters)) {
    const text = await readFile(join(letters, file), 'utf8');
    await writeFile(join(letters, file), text.split('\n').map((line) => line.replace(/^(Subject:)?(.*)$/, (_, head = '', rest) => head + disguised(rest))).join('\n'));
  }
}

let browser;
let program;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rightsdesk-languages-'));
  await invent(folder);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await program?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The bones of a page, and what stands in it: each text with the language it is marked with. */
function anatomy() {
  const plain = (text) => text.replace(/[A-Z]{2}-\d\d-[0-9A-Z]{4}-[0-9A-Z]/g, 'REF').replace(/[0-9a-f]{20,}/g, 'HEX');
  const parts = 'h1, h2, h3, h4, legend, label, button, a[href], input:not([type=hidden]), select, textarea, summary, dt, dd, li, p, table, time';
  const bones = [...document.querySelectorAll(parts)]
    .filter((part) => !part.closest('[data-languages], .languages') && !/language=/.test(part.getAttribute('href') ?? part.querySelector('a')?.getAttribute('href') ?? ''))
    .map((part) => {
      const field = part.matches('input, select, textarea') ? ` ${part.type} ${part.name}` : '';
      return part.localName + field + (part.matches('a') ? ` ${plain(part.getAttribute('href'))}` : '');
    });
  const texts = [];
  const say = (text, node) => text?.trim() && texts.push([text.trim().replace(/\s+/g, ' '), node.closest('[lang]').lang]);
  say(document.title, document.documentElement);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.closest('script, style, textarea')) say(walker.currentNode.data, holder);
  }
  for (const name of ['aria-label', 'title', 'alt']) {
    for (const holder of document.body.querySelectorAll(`[${name}]`)) say(holder.getAttribute(name), holder);
  }
  return { lang: document.documentElement.lang, bones, texts };
}

/** A file for a calendar, taken apart like a page: its properties, and those of them that people read. */
function calendar(file, lang) {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean).map((line) => line.split(/[:;](.*)/s));
  const read = lines.filter(([name]) => /SUMMARY|DESCRIPTION/.test(name));
  return { lang, bones: lines.map(([name]) => name), texts: read.map(([, text]) => [text.replace(/\\[nN]/g, ' '), lang]) };
}

/** Waits for the next mail to somebody that is in no set yet, and takes it apart: its lines as texts. */
async function letter(language, email, taken) {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const [name, mail] = (await mailsTo(program, email)).find(([file]) => !taken.has(file)) ?? [];
    if (!name) continue;
    taken.add(name);
    const [, text] = mail.match(/^Content-Type: text\/plain[^]*?\r?\n\r?\n([^]*?)\r?\n--/m);
    return { lang: language, bones: [], texts: text.split(/\r?\n/).map((line) => [line, language]) };
  }
  return assert.fail(`no further mail to ${email}: ${taken.size} came`);
}

/** Fills fields in by their names and sends the form they stand in; without fields the first form of the page. */
async function send(page, fields = {}, form = 'main form') {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    assert.ok((await field.count()) > 0, `no field ${name} on ${page.url()}`);
    if (/^(checkbox|radio)$/.test(await field.first().getAttribute('type'))) {
      for (const one of [value].flat()) await page.locator(`main [name="${name}"][value="${one}"]`).check({ force: true });
    } else if (Array.isArray(value)) {
      await field.first().setInputFiles(value[0]);
    } else await field.first().fill(value);
  }
  await Promise.all([page.waitForNavigation(), page.locator(form).first().locator('button').first().click()]);
}

/** Goes the ways of people in one language; gives the anatomy of every page by the name of its state. */
async function walk(language) {
  const page = await openPage(browser, { script: false });
  const pages = new Map();
  const email = `jana.graf@${language}.example.org`;
  const note = async (name) => pages.set(name, await page.evaluate(anatomy));
  const go = async (path, name) => {
    await page.goto(`${program.url}${path}`);
    await note(name ?? path);
  };
  const next = async (name, fields, form) => {
    await send(page, fields, form);
    await note(name);
  };
  const date = async (path, name) => {
    const file = await page.evaluate(async (place) => (await fetch(place)).text(), path);
    assert.match(file, /^BEGIN:VCALENDAR/, name);
    pages.set(name, calendar(file, language));
  };
  // Each mail is waited for where it is sent: two of one second have no order, and the last one may still be on its way at the end.
  const taken = new Set();
  const mailed = async (name) => pages.set(`mail: ${name}`, await letter(language, email, taken));
  const code = async (name) => {
    await mailed(name);
    return (await codeFor(program, email)).replace(' ', '');
  };
  await page.goto(`${program.url}/?language=${language}`);
  for (const path of ['/', '/r/justroo', '/r/justroo/someone-who-died', '/r/justroo/complaint', '/r/joro-home', '/status', '/nowhere', '/status/JR-26-AAAA']) await go(path);
  await go(`/r/justroo/resume/${'0'.repeat(64)}`, 'resume, over');
  await go('/r/justroo/code', 'ended');

  await go('/r/justroo/ask/who');
  await next('who, wrong');
  await next('person', { who: 'child' });
  await next('person, wrong');
  await next('rights', { person: 'Mia Ash' });
  await next('rights, wrong');
  await next('correct', { right: ['copy', 'correct', 'erase', 'marketing', 'object', 'pause', 'move', 'consent', 'unsure'] });
  await next('correct, wrong');
  await next('after correct', { wrong: 'Lindenstraße 14', should_be: 'Lindenstraße 41' });
  await next('erase, wrong');
  await next('after erase', { erase_what: 'all' });
  await next('marketing, wrong');
  await next('after marketing', { channel: 'all' });
  for (let more = 0; more < 6 && !page.url().endsWith('/ask/find'); more += 1) await next(`branch ${more}`);
  await next('you', { unknown: 'unknown' });
  await next('you, wrong');
  await next('you, a slip', { name: 'Jana Graf', email: 'jana@gmial.com' });
  if (page.url().endsWith('/you')) await next('after you', { name: 'Jana Graf', email });
  else {
    await go('/r/justroo/ask/you', 'you, again');
    await next('after you', { name: 'Jana Graf', email });
  }
  await next('after words');
  await go('/r/justroo/later');
  await next('later, sent');
  await mailed('later');
  const [link] = await mailTo(program, email, /http\S+\/resume\/[0-9a-f]{64}/);
  await go(new URL(link).pathname, 'resume');
  await go('/r/justroo/files');
  await next('files, refused', { file: [{ name: 'a.exe', mimeType: 'text/plain', buffer: Buffer.from('MZ\0') }] });
  await next('files, there', { file: [{ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('1') }] });
  await go('/r/justroo/check');
  await next('code');
  await next('code, wrong', { code: '000000' });
  await next('sent', { code: await code('code') });
  await mailed('receipt');
  await date('/r/justroo/sent/date.ics', 'calendar');
  const reference = (await page.content()).match(/JR-\d\d-[0-9A-Z]{4}-[0-9A-Z]/)[0];
  await go(`/status/${reference}`, 'locked');
  await next('enter');
  await next('enter, wrong', { code: '000000' });
  await next('status', { code: await code('status code') });
  for (const path of ['files', 'print', 'add/rights', 'withdraw', 'download']) await go(`/status/${reference}/${path}`, `status, ${path}`);
  await date(`/status/${reference}/date.ics`, 'status, calendar');
  await go(`/status/${reference}/withdraw`, 'withdraw');
  await next('withdraw, wrong');

  await go('/r/justroo/stop-marketing');
  await next('stop, where');
  await next('stop, where, wrong');
  await next('stopped', { email });
  await mailed('stopped');

  await go('/r/justroo/complaint/ask/about');
  await next('complaint, about, wrong', { about: 'rubbish' });
  await next('complaint, wrong', { about: '' });
  await next('complaint, remedy', { wrong: 'Lindenstraße 14' });
  await next('complaint, answer');
  await next('complaint, answer, wrong');
  await next('complaint, check', { name: 'Jana Graf', email, answer_by: 'email' });
  await next('complaint, code');
  await next('complaint, sent', { code: await code('complaint code') });
  await mailed('complaint');
  return { pages };
}

const walks = {};
test('the ways of people can be gone in English, in German and in a language made of one folder', async () => {
  for (const language of ['en', 'de', 'xx']) {
    // A program each: one address may not post as often in a minute as three walks do on a quick machine.
    program = await startProgram(['serve'], { RIGHTSDESK_DESK_SAMPLES: 'true', RIGHTSDESK_DESK_LANGUAGES: folder });
    walks[language] = await walk(language);
    await program.stop();
  }
  assert.ok(walks.en.pages.size > 60, String(walks.en.pages.size));
  for (const language of ['de', 'xx']) {
    assert.deepEqual([...walks[language].pages.keys()], [...walks.en.pages.keys()], 'the same pages and as many mails');
    for (const [name, page] of walks[language].pages) assert.equal(page.lang, language, name);
  }
});

test('the three have the same headings, fields, buttons and links in the same order', () => {
  const wrong = [];
  for (const [name, english] of walks.en.pages) {
    for (const language of ['de', 'xx']) {
      const bones = walks[language].pages.get(name)?.bones ?? [];
      const at = english.bones.findIndex((bone, nth) => bone !== bones[nth]);
      if (at >= 0 || bones.length !== english.bones.length) wrong.push(`${name}, ${language}: ${english.bones.slice(at, at + 2)} is ${bones.slice(at, at + 2)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

const words = (text) => text.replace(ADDRESSES, ' ').split(/[^\p{L}]+/u).filter((word) => word.length > 1 && !DATA.has(word.toLowerCase()));

test('no German text is the English one, and none of the made-up language is ours', () => {
  const left = new Set();
  for (const [name, page] of walks.de.pages) {
    const english = new Set(walks.en.pages.get(name)?.texts.map(([text]) => text));
    for (const [text, lang] of page.texts) if (lang === 'de' && english.has(text) && words(text).some((word) => !SHARED.has(word.toLowerCase()))) left.add(`${name}, German: ${text}`);
  }
  for (const [name, page] of walks.xx.pages) {
    for (const [text, lang] of page.texts) {
      const ours = lang === 'xx' ? words(text).filter((word) => WITH_VOWELS.test(word) && !/[åëïøůÿ]/i.test(word)) : [];
      if (ours.length) left.add(`${name}, made up: ${ours.join(' ')} in: ${text}`);
    }
  }
  assert.equal([...left].join('\n'), '');
});
