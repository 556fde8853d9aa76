// What people outside see who answer from a mailed link, in English, in German, and in a language that nobody speaks (tongues.mjs):
// whoever is asked for something, and recipients of data. Their pages speak the language of their browser or of their choice, their
// mails the one that was named for them.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askForCopy, mailTo, openPage, patiently, signInto, startBrowser, startProgram } from './kit.mjs';
import { anatomy, differing, invent, letter, send, untold } from './tongues.mjs';

const LANGUAGES = ['en', 'de', 'xx'];
const PARCELS = 'privacy@parcels.example';
const PAYPAL = 'privacy@paypal.example';

let browser;
let demo;
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rightsdesk-outside-'));
  await invent(folder);
  [browser, demo] = await Promise.all([startBrowser(), startProgram(['demo'], { RIGHTSDESK_DESK_LANGUAGES: folder })]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const button = (page, name) => page.getByRole('button', { name });
const walks = { en: new Map(), de: new Map(), xx: new Map() };

/** A window of somebody outside in each language, chosen once at the foot of a page and remembered. */
const visitors = {};
async function at(language, path) {
  const fresh = !visitors[language];
  visitors[language] ??= await openPage(browser, { script: false });
  await visitors[language].goto(`${demo.url}${path}${fresh ? `?language=${language}` : ''}`);
  return visitors[language];
}
const note = async (language, name) => walks[language].set(name, await visitors[language].evaluate(anatomy));

/** Looks at an address in all three languages. */
async function look(path, name, wrong) {
  for (const language of LANGUAGES) {
    const page = await at(language, path);
    await note(language, name);
    if (!wrong) continue;
    await send(page);
    await note(language, `${name}, wrong`);
    await send(page, { answer: 'cannot' });
    await note(language, `${name}, no reason`);
  }
}

/** A mail as it is walked: without what the company wrote itself and nobody has said in that language. */
async function mailed(language, name, email, taken) {
  const mail = await letter(demo, language, email, taken);
  const page = walks[language].get(name.replace('mail: ', ''));
  const own = page.texts.filter(([, lang]) => lang !== page.lang).map(([text]) => text);
  const whole = mail.texts.map(([text]) => text).join(' ').replace(/\s+/g, ' ');
  const without = own.reduce((text, words) => text.replaceAll(words, ' '), whole);
  walks[language].set(name, { ...mail, texts: without.split(/(?<=[.:,])\s/).map((text) => [text, language]) });
}

test('somebody outside is asked, looks, slips, answers and is thanked', async () => {
  const reference = await askForCopy(browser, demo, { name: 'Jana Graf', email: 'jana.graf@mail.example', order: '20418', postcode: 'M14 6YB' });
  const ana = await signInto(await openPage(browser), demo, 'ana');
  await ana.goto(`${demo.url}/console/case/${reference}`);
  await button(ana, 'Take this case').click();
  await ana.getByText('you look after it').waitFor();
  await ana.locator('#next').getByRole('link', { name: 'Check who is asking' }).click();
  await ana.getByRole('radio', { name: /order/i }).check();
  await ana.getByLabel('What did you compare?').fill('Order 20418 went to M14 6YB in the shop’s records.');
  await button(ana, 'Record it and start the search').click();
  const gathering = `${demo.url}/console/case/${reference}/access/gathering`;
  await patiently(ana, ana.getByLabel('Nothing is held there'), () => ana.goto(gathering));
  const taken = new Set();
  let path;
  for (const language of LANGUAGES) {
    const earlier = path;
    await ana.goto(gathering);
    await ana.getByText(earlier ? 'Send a new link' : 'Ask somebody outside').click();
    await ana.getByLabel('Their e-mail address').fill(PARCELS);
    await ana.getByLabel('Their name').fill('Parcels Ltd');
    await ana.getByLabel('Language of the mail').selectOption(language);
    await button(ana, 'Send the link').click();
    await button(ana, 'Take the link back').waitFor();
    [path] = await mailTo(demo, PARCELS, /\/task\/[\w-]{38}/);
    await at(language, path);
    await note(language, 'asked');
    await mailed(language, 'mail: asked', PARCELS, taken);
    if (earlier && language === 'xx') await look(earlier, 'taken back');
  }
  await look(path, 'task', true);
  await send(await at('en', path), { answer: 'nothing' });
  await look(path, 'task, thanks');
});

test('a recipient of data is told, looks, slips, answers and is thanked', async () => {
  const [link] = await mailTo(demo, PAYPAL, /https?:\S+\/recipient\/\S+/);
  const path = new URL(link).pathname;
  await look(path, 'recipient', true);
  await send(await at('en', path), { answer: 'acknowledged' });
  await look(path, 'recipient, known');
  await send(await at('en', path), { answer: 'done' });
  await look(path, 'recipient, thanks');
  await look('/recipient/nobody', 'no such link');
});

test('the three have the same headings, fields, buttons and links in the same order', () => {
  for (const language of LANGUAGES) assert.deepEqual([...walks[language].keys()].sort(), [...walks.en.keys()].sort());
  for (const language of LANGUAGES) for (const [name, page] of walks[language]) assert.match(page.lang, new RegExp(`^${language}`), name);
  assert.deepEqual(differing(walks), []);
});

test('no German text is the English one, and none of the made-up language is ours', () => {
  assert.equal(untold(walks), '');
});
