// Every page that people see, the file for their calendar and their mails, in English, in German, and in a language that nobody speaks
// (tongues.mjs).

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeFor, mailTo, openPage, startBrowser, startProgram } from './kit.mjs';
import { anatomy, differing, invent, letter, send, untold } from './tongues.mjs';

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

/** A file for a calendar, taken apart like a page: its properties, and those of them that people read. */
function calendar(file, lang) {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean).map((line) => line.split(/[:;](.*)/s));
  const read = lines.filter(([name]) => /SUMMARY|DESCRIPTION/.test(name));
  return { lang, bones: lines.map(([name]) => name), texts: read.map(([, text]) => [text.replace(/\\[nN]/g, ' '), lang]) };
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
  const mailed = async (name) => pages.set(`mail: ${name}`, await letter(program, language, email, taken));
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
  return pages;
}

const walks = {};
test('the ways of people can be gone in English, in German and in a language made of one folder', async () => {
  for (const language of ['en', 'de', 'xx']) {
    // A program each: one address may not post as often in a minute as three walks do on a quick machine.
    program = await startProgram(['serve'], { RIGHTSDESK_DESK_SAMPLES: 'true', RIGHTSDESK_DESK_LANGUAGES: folder });
    walks[language] = await walk(language);
    await program.stop();
  }
  assert.ok(walks.en.size > 60, String(walks.en.size));
  for (const language of ['de', 'xx']) {
    assert.deepEqual([...walks[language].keys()], [...walks.en.keys()], 'the same pages and as many mails');
    for (const [name, page] of walks[language]) assert.equal(page.lang, language, name);
  }
});

test('the three have the same headings, fields, buttons and links in the same order', () => {
  assert.deepEqual(differing(walks), []);
});

test('no German text is the English one, and none of the made-up language is ours', () => {
  assert.equal(untold(walks), '');
});
