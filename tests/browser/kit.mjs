// What every journey in a browser needs: the real program, a browser, and a few questions to ask of a page.

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { remember } from './walked.mjs';

const need = (name) => process.env[name] ?? fail(`${name} is not set: run tests/with-browser`);
const fail = (why) => {
  throw new Error(why);
};

// The packages lie outside the tree, where a plain `import` would not look.
const kit = createRequire(join(need('RIGHTSDESK_BROWSER_KIT'), 'node_modules', 'kit.cjs'));
const { chromium } = kit('playwright-core');
const axe = await readFile(kit.resolve('axe-core/axe.min.js'), 'utf8');

export const PATIENCE = 60_000;
export const PHONE = { width: 390, height: 844 };
/** The narrowest window that people must not have to scroll sideways in (WCAG 1.4.10). */
export const NARROW = { width: 320, height: 640 };
export const DESK = { width: 1280, height: 900 };

/** Starts `rightsdesk COMMAND…` on a free port with a data folder of its own and waits until it says where it listens. */
export async function startProgram(words, settings = {}) {
  const data = await mkdtemp(join(tmpdir(), 'rightsdesk-browser-'));
  const child = spawn(need('RIGHTSDESK_BINARY'), [...words, '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...settings },
  });
  const [said, lines] = [[], new EventEmitter()];
  const url = await new Promise((found, lost) => {
    const hear = (line) => {
      said.push(line);
      lines.emit('line');
      const match = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    };
    createInterface({ input: child.stdout }).on('line', hear);
    createInterface({ input: child.stderr }).on('line', hear);
    child.once('exit', (code) => lost(new Error(`the program ended with ${code}:\n${said.join('\n')}`)));
  });
  const stop = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM') && (await gone);
    await rm(data, { recursive: true, force: true });
  };
  /** Waits for a line that matches, and gives the match. */
  const says = (pattern) =>
    new Promise((found) => {
      const look = () => {
        const match = said.map((line) => line.match(pattern)).find(Boolean);
        if (match) found(match);
        return match;
      };
      if (!look()) lines.on('line', look);
    });
  return { url, data, says, stop, mail: join(data, 'mail') };
}

/** A browser with a profile of its own that talks to nobody but the program. */
export async function startBrowser(also = []) {
  const flags = ['disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
  const quiet = ['disable-component-update', 'disable-sync', 'no-default-browser-check', 'lang=en-GB'];
  return chromium.launch({
    executablePath: need('RIGHTSDESK_CHROMIUM'),
    args: ['no-sandbox', ...flags, ...quiet, ...also].map((flag) => `--${flag}`),
  });
}

/** A page in a window of its own: no cookies from elsewhere. `script: false` is a browser with JavaScript switched off. */
export async function openPage(browser, { size = DESK, script = true, locale = 'en-GB' } = {}) {
  const context = await browser.newContext({
    viewport: size,
    javaScriptEnabled: script,
    locale,
    timezoneId: 'Europe/London',
    acceptDownloads: true,
    // Half-way through a change of colours no contrast is what it will be.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.scriptless = !script;
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  // The browser also complains about a page that answers 4xx; only what a page loads besides is looked at, below.
  const isStatus = (message) => message.text().startsWith('Failed to load resource: the server responded');
  page.on('console', (message) => message.type() === 'error' && !isStatus(message) && page.complaints.push(message.text()));
  page.on('response', (response) => {
    const asked = response.request();
    // A page that is opened from disk is nobody's answer.
    const served = response.url().startsWith('http');
    if (served && asked.isNavigationRequest() && response.frame() === page.mainFrame()) {
      // What was sent stays with the page that it leads on to, and no longer.
      if (asked.method() === 'POST') page.sent = new URL(response.url()).pathname;
      else if (!asked.redirectedFrom()) page.sent = undefined;
      page.answer = { method: asked.method(), status: response.status(), path: new URL(response.url()).pathname };
    }
    const besides = !response.request().isNavigationRequest();
    if (besides && response.status() >= 400) page.complaints.push(`${response.status()} for ${response.url()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') page.complaints.push(`asked another host: ${request.url()}`);
  });
  return page;
}

/** The rules whose verdict hangs on colours: what the others say of a page by day holds by night. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page, one line each; empty when nothing is. */
export async function barriers(page, rules) {
  const seen = page.scriptless ? await twin(page) : page;
  await seen.evaluate(axe);
  const only = rules ? { runOnly: { type: 'rule', values: rules } } : {};
  const { violations } = await seen.evaluate((how) => window.axe.run(document, how), { resultTypes: ['violations'], ...only });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 160)}`));
}

/** The same document in a window with scripts: axe is a script itself and cannot run where none may. */
async function twin(page) {
  page.twin ??= await (await page.context().browser().newContext({ bypassCSP: true, reducedMotion: 'reduce' })).newPage();
  const html = await page.content();
  await page.twin.unrouteAll();
  await page.twin.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.twin.setViewportSize(page.viewportSize());
  await page.twin.emulateMedia({ colorScheme: page.scheme });
  await page.twin.goto(page.url());
  return page.twin;
}

/** How far the page reaches beyond the window's right edge, in pixels: 0 unless people must scroll sideways. */
export function overhang(page) {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** What a reader of this window cannot get at, one line each: the page is too wide, or a part is cut off or lies outside. */
export async function misfits(page) {
  const pixels = await overhang(page);
  const parts = await page.evaluate(() => {
    const [found, width] = [[], document.documentElement.clientWidth];
    const some = (element, test) => element !== null && (test(getComputedStyle(element)) || some(element.parentElement, test));
    const name = (element) => `${element.tagName.toLowerCase()} ${element.className}: ${element.textContent.trim().slice(0, 60)}`;
    const fields = 'input, select, textarea, progress, svg, svg *';
    for (const element of document.body.querySelectorAll(`:not(${fields}, .skip)`)) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      // What is there for screen readers only is as good as nowhere.
      if (box.width < 2 || box.height < 2 || !element.checkVisibility() || some(element, (own) => own.clipPath !== 'none')) continue;
      if (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${name(element)}`);
      const outside = box.right > width + 1 || box.left < -1;
      if (outside && !some(element.parentElement, (own) => /auto|scroll/.test(own.overflowX))) found.push(`lies outside: ${name(element)}`);
    }
    return found.slice(0, 8);
  });
  return pixels > 0 ? [`reaches ${pixels} pixels too far`, ...parts] : parts;
}

/** Words that run down the page letter by letter, because they stand in a column that was meant for something else. */
export function letterByLetter(page) {
  return page.evaluate(() => {
    const words = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim().length > 4;
    const runsDown = (element) => {
      const [box, letters] = [element.getBoundingClientRect(), parseFloat(getComputedStyle(element).fontSize)];
      return element.checkVisibility() && box.width < 1.6 * letters && box.height > 3 * letters;
    };
    const shown = [...document.querySelectorAll('main *:not(.hidden-text)')].filter((element) => [...element.childNodes].some(words));
    return shown.filter(runsDown).map((element) => element.textContent.trim().slice(0, 60));
  });
}

/** Walks with the Tab key until the element has the focus, as somebody without a mouse must. */
export async function tabTo(page, locator, limit = 120) {
  for (let step = 0; step < limit; step += 1) {
    await page.keyboard.press('Tab');
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  fail(`${locator} is not reached in ${limit} steps of the Tab key`);
}

/** Whether one can see which element has the focus: an outline, or a shadow in its place. */
export function focusShows(page) {
  return page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  });
}

/** Keeps a picture of the whole page at both widths, when RIGHTSDESK_SCREENSHOTS names a folder. */
export async function picture(page, name) {
  const folder = process.env.RIGHTSDESK_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const before = page.viewportSize();
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
}

/**
 * Looks at the page as a stranger would, on a desk and in the narrowest window, by day and by night, and with text of twice the
 * size: no barrier, nothing out of reach, no complaint. Remembers that this page was looked at, and with which answer. `mending`
 * demands of a page that refuses what was sent, that it leads to what has to be mended.
 */
export async function inspect(page, name, { mending = false } = {}) {
  const found = [];
  const before = page.viewportSize();
  for (const size of [DESK, NARROW]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark']) {
      page.scheme = colorScheme;
      await page.emulateMedia({ colorScheme });
      const lines = await barriers(page, colorScheme === 'dark' ? OF_COLOURS : undefined);
      found.push(...lines.map((line) => `${size.width} ${colorScheme}: ${line}`));
    }
    found.push(...(await misfits(page)).map((line) => `${size.width}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  found.push(...(await withLargeText(page)));
  await page.setViewportSize(before);
  await picture(page, name);
  found.push(...page.complaints);
  const refused = await isRefused(page);
  if (mending) found.push(...(refused ? await slips(page) : ['nothing was refused']));
  if (found.length) fail(`${name} (${page.url()}):\n  ${found.join('\n  ')}`);
  remember(page, refused);
}

/** Whether this page says that what was sent cannot be taken so. A page that is not for this person, or gone, is another matter. */
async function isRefused(page) {
  if (page.sent === undefined || ![200, 400, 409, 422].includes(page.answer.status)) return false;
  return page.answer.status >= 400 || (await page.locator('main .error-summary, main .error').count()) > 0;
}

/**
 * What keeps somebody from mending what they sent, one line each: a word about it that is read out at once and has the focus, leads
 * to the field, and is named by that field. Where a colleague was faster there is no field to mend.
 */
async function slips(page) {
  const raced = page.answer.status === 409;
  if (!raced) await page.locator('.error-summary:focus, [aria-invalid=true]:focus').first().waitFor().catch(() => undefined);
  return page.evaluate((free) => {
    const [found, main] = [[], document.querySelector('main')];
    const seen = (element) => element?.checkVisibility() && element.textContent.trim() !== '';
    const named = (element) => (element.getAttribute('aria-describedby') ?? '').split(/\s+/).map((id) => document.getElementById(id));
    if (![...main.querySelectorAll('[role=alert]')].some(seen)) found.push('refused: nothing is read out');
    if (free) return found;
    const links = [...main.querySelectorAll('.error-summary a[href^="#"]')];
    if (links.length === 0) found.push('refused: no summary leads to a field');
    for (const link of links) {
      const field = document.getElementById(link.getAttribute('href').slice(1));
      if (!field?.checkVisibility()) found.push(`refused: ${link.getAttribute('href')} leads nowhere`);
      else if (!field.matches('[aria-invalid=true]') && !field.closest('fieldset')?.querySelector('.error')) found.push(`refused: ${link.getAttribute('href')} is not marked`);
    }
    for (const field of main.querySelectorAll('[aria-invalid=true]')) {
      const words = named(field);
      if (!words.some((word) => word?.matches('.error') && seen(word))) found.push(`refused: ${field.name || field.id} does not name its error`);
    }
    for (const word of main.querySelectorAll('fieldset .error')) {
      const group = word.closest('fieldset');
      if (![group, ...group.querySelectorAll('input, select, textarea')].some((part) => named(part).includes(word))) found.push(`refused: no field names “${word.textContent.trim()}”`);
    }
    if (!document.activeElement.matches('.error-summary, [aria-invalid=true]')) found.push(`refused: the focus is at ${document.activeElement.localName}`);
    return found;
  }, raced);
}

/** What does not fit when the text is twice as large (WCAG 1.4.4), in a hand and on a desk. */
async function withLargeText(page) {
  const found = [];
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    found.push(...(await misfits(page)).map((line) => `${size.width}, text of twice the size: ${line}`));
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  }
  return found;
}

/** The text of a mail, whichever of the two ways its parts are written in: a language with few plain letters gets the second. */
function plain(mail) {
  const packed = /^(Content-Transfer-Encoding: base64\r?\n(?:.+\r?\n)*\r?\n)([A-Za-z0-9+/=\r\n]+)/gm;
  if (packed.test(mail)) return mail.replace(packed, (_, head, body) => head + Buffer.from(body, 'base64').toString('utf8'));
  const joined = mail.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Every mail to somebody so far, the newest first: its file and its text. */
export async function mailsTo(program, address) {
  const names = (await readdir(program.mail).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(names.sort().reverse().map(async (name) => [name, await readFile(join(program.mail, name), 'utf8')]));
  return mails.filter(([, mail]) => mail.match(/^To: .*$/m)?.[0].includes(address)).map(([name, mail]) => [name, plain(mail)]);
}

/** Waits for a mail to somebody whose text matches, and gives the match. A mail is given once, the newest first. */
export async function mailTo(program, address, pattern) {
  const seen = (program.seen ??= new Set());
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    for (const [name, text] of await mailsTo(program, address)) {
      const match = !seen.has(name) && text.match(pattern);
      if (match) {
        seen.add(name);
        return match;
      }
    }
  }
  return fail(`no mail to ${address} in ${program.mail} matches ${pattern}`);
}

/** The code that somebody was mailed. */
export async function codeFor(program, address) {
  const [, code] = await mailTo(program, address, /^ {4}(\d{3} ?\d{3})\s*$/m);
  return code;
}

/** Signs one of the demo's staff in, in the window of a page. */
export async function signInto(page, demo, name) {
  const password = (await readFile(join(demo.data, 'sign-in.txt'), 'utf8')).trim();
  await page.goto(`${demo.url}/console`);
  await page.getByLabel('E-mail').fill(`${name}@rightsdesk.example`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // On a phone the menu is there and folded away.
  await page.locator('nav#rail').waitFor({ state: 'attached' });
  return page;
}

/** Sends Justroo a request for a copy through the form and confirms the address; gives the reference. */
export async function askForCopy(browser, program, { name, email, order, postcode }) {
  const page = await openPage(browser);
  const button = (words) => page.getByRole('button', { name: words });
  const go = () => button('Continue').click();
  await page.goto(`${program.url}/r/justroo/ask/who`);
  await page.getByLabel('Me', { exact: true }).check();
  await go();
  await page.getByLabel('Send me a copy of my data').check();
  await go();
  await page.getByLabel('An order number').fill(order);
  await page.getByLabel('The postcode we delivered to').fill(postcode);
  await go();
  await page.getByLabel('Full name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await go();
  await go();
  await button('Send your request').click();
  await page.getByLabel('Code', { exact: true }).fill(await codeFor(program, email));
  await button('Confirm and send').click();
  await page.getByRole('heading', { level: 1, name: 'We have your request' }).waitFor();
  const reference = (await page.locator('.facts .ref').innerText()).trim();
  await page.context().close();
  return reference;
}

/** Staff make sure who is asking and find the data of a request, until it waits for its reviewer. */
export async function findData(browser, demo, reference, right) {
  const link = (where, name) => where.getByRole('link', { name });
  const place = `${demo.url}/console/case/${reference}`;
  const ana = await signInto(await openPage(browser), demo, 'ana');
  await ana.goto(place);
  await ana.getByRole('button', { name: 'Take this case' }).click();
  await ana.getByText('you look after it').waitFor();
  await link(ana.locator('#next'), 'Check who is asking').click();
  await ana.getByRole('radio', { name: /order/i }).check();
  await ana.getByLabel('What did you compare?').fill('Order 20418 went to M14 6YB in the shop’s records.');
  await ana.getByRole('button', { name: 'Record it and start the search' }).click();
  const nothing = ana.getByLabel('Nothing is held there');
  await patiently(ana, nothing, () => ana.goto(`${place}/${right}/gathering`));
  await nothing.check();
  await nothing.evaluate((box) => box.form.requestSubmit());
  await patiently(ana, link(ana.locator('#next'), /findings?$|approve/i), () => ana.goto(place));
  await ana.context().close();
}

/** Presses a button or follows a link with the keyboard alone, and waits for the page behind it. */
export async function press(page, locator, limit) {
  await tabTo(page, locator, limit);
  if (!(await focusShows(page))) fail(`${locator} has the focus and does not show it`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Repeats a deed until something is to be seen: for what the program does in the background. */
export async function patiently(page, locator, deed) {
  for (const end = Date.now() + 3 * PATIENCE; Date.now() < end; ) {
    const seen = locator.first().waitFor({ timeout: 500 });
    if (await seen.then(() => true, () => false)) return;
    await deed();
  }
  fail(`${locator} does not appear on ${page.url()}`);
}
