// Walking pages in English, in German and in a language that nobody speaks: made out of the German folder with other vowels, and put
// into the data folder as an operator would put theirs. What is walked must have the same bones in the same order in all three, no
// German text may be the English one, and whatever still has our vowels in the made-up language stands in no folder.

import assert from 'node:assert/strict';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mailsTo, PATIENCE } from './kit.mjs';

const SHIPPED = fileURLToPath(new URL('../../config/languages/', import.meta.url));
const VOWELS = { a: 'å', e: 'ë', i: 'ï', o: 'ø', u: 'ů', y: 'ÿ', A: 'Å', E: 'Ë', I: 'Ï', O: 'Ø', U: 'Ů', Y: 'Ÿ' };
const WITH_VOWELS = /[aeiouy]/i;

/** Words that are nobody's language: names of people and companies, what was typed, where they live, formats. */
const DATA = new Set(
  `rightsdesk justroo parcels paypal priya nair joro home jusstool just elegance jana graf mia ash ltd limited paul street london wycliffe house water lane wilmslow
   cheshire sk ico information commissioner office uk gdpr ec ne english deutsch lindenstraße note txt exe pdf csv zip json`.split(/\s+/),
);
/** Words that German shares with English. */
const SHARED = new Set(['code', 'name', 'start', 'status']);
const ADDRESSES = /\S+@\S+|https?:\S+|\S+\.(com|org|uk|ie|example)\b\S*|[A-Z]{2}-\d\d-[0-9A-Z]{4}-[0-9A-Z]|\bN-[0-9A-F]{8}\b|\b[0-9a-f]{20,}\b/g;

/** A text with other vowels, but for its slots and the places of its links. */
const disguised = (text) =>
  text.replace(/(\{+[^{}]*\}+|\]\([^)]*\)|\\.)|[aeiouy]/gi, (letter, kept) => kept ?? VOWELS[letter]);

/** The folder of the made-up language, as `languages/xx`. */
export async function invent(folder) {
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

/** The bones of a page, and what stands in it: each text with the language it is marked with. */
export function anatomy() {
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

/** Waits for the next mail to somebody that is in no set yet, and takes it apart: its lines as texts. */
export async function letter(program, language, email, taken) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const [name, mail] = (await mailsTo(program, email)).find(([file]) => !taken.has(file)) ?? [];
    if (!name) continue;
    taken.add(name);
    const [, text] = mail.match(/^Content-Type: text\/plain[^]*?\r?\n\r?\n([^]*?)\r?\n--/m);
    return { lang: language, bones: [], texts: text.split(/\r?\n/).map((line) => [line, language]) };
  }
  return assert.fail(`no further mail to ${email}: ${taken.size} came`);
}

/** Fills fields in by their names and sends the form they stand in; without fields the first form of the page. */
export async function send(page, fields = {}, form = 'main form') {
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

/** Where the bones of the walks differ from those in English; a walk is a map from names of states to their anatomy. */
export function differing(walks) {
  const wrong = [];
  for (const [name, english] of walks.en) {
    for (const language of ['de', 'xx']) {
      const bones = walks[language].get(name)?.bones ?? [];
      const at = english.bones.findIndex((bone, nth) => bone !== bones[nth]);
      if (at >= 0 || bones.length !== english.bones.length) wrong.push(`${name}, ${language}: ${english.bones.slice(at, at + 2)} is ${bones.slice(at, at + 2)}`);
    }
  }
  return wrong;
}

const words = (text) => text.replace(ADDRESSES, ' ').split(/[^\p{L}]+/u).filter((word) => word.length > 1 && !DATA.has(word.toLowerCase()));

/** The texts that stand in no folder. */
export function untold(walks) {
  const left = new Set();
  for (const [name, page] of walks.de) {
    const english = new Set(walks.en.get(name)?.texts.map(([text]) => text));
    for (const [text, lang] of page.texts) if (lang === 'de' && english.has(text) && words(text).some((word) => !SHARED.has(word.toLowerCase()))) left.add(`${name}, German: ${text}`);
  }
  for (const [name, page] of walks.xx) {
    for (const [text, lang] of page.texts) {
      const ours = lang === 'xx' ? words(text).filter((word) => WITH_VOWELS.test(word) && !/[åëïøůÿ]/i.test(word)) : [];
      if (ours.length) left.add(`${name}, made up: ${ours.join(' ')} in: ${text}`);
    }
  }
  return [...left].join('\n');
}
