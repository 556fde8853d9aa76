// What every journey in a browser needs: the real program, a browser, and a few questions to ask of a page.

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const need = (name) => process.env[name] ?? fail(`${name} is not set: run tests/with-browser`);
const fail = (why) => {
  throw new Error(why);
};

// The packages lie outside the tree, where a plain `import` would not look.
const kit = createRequire(join(need('RIGHTSDESK_BROWSER_KIT'), 'node_modules', 'kit.cjs'));
const { chromium } = kit('playwright-core');
const axe = await readFile(kit.resolve('axe-core/axe.min.js'), 'utf8');

const PATIENCE = 20_000;
export const PHONE = { width: 390, height: 844 };
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
export async function startBrowser() {
  const flags = ['disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
  const quiet = ['disable-component-update', 'disable-sync', 'no-default-browser-check'];
  return chromium.launch({
    executablePath: need('RIGHTSDESK_CHROMIUM'),
    args: ['no-sandbox', ...flags, ...quiet].map((flag) => `--${flag}`),
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
    const besides = !response.request().isNavigationRequest();
    if (besides && response.status() >= 400) page.complaints.push(`${response.status()} for ${response.url()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') page.complaints.push(`asked another host: ${request.url()}`);
  });
  return page;
}

/** What axe finds wrong with the page, one line each; empty when nothing is. */
export async function barriers(page) {
  const seen = page.scriptless ? await twin(page) : page;
  // Half-way through a change of colours no contrast is what it will be.
  await seen.evaluate(() => document.getAnimations().forEach((change) => change instanceof CSSTransition && change.finish()));
  await seen.evaluate(axe);
  const { violations } = await seen.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 160)}`));
}

/** The same document in a window with scripts: axe is a script itself and cannot run where none may. */
async function twin(page) {
  page.twin ??= await (await page.context().browser().newContext({ bypassCSP: true })).newPage();
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

/** Looks at the page as a stranger would, at both widths, by day and by night: no barrier, no sideways scrolling, no complaint. */
export async function inspect(page, name) {
  const found = [];
  const before = page.viewportSize();
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    const pixels = await overhang(page);
    if (pixels > 0) found.push(`reaches ${pixels} pixels beyond a window of ${size.width}`);
    for (const colorScheme of ['dark', 'light']) {
      page.scheme = colorScheme;
      await page.emulateMedia({ colorScheme });
      found.push(...(await barriers(page)).map((line) => `${size.width} ${colorScheme}: ${line}`));
    }
  }
  await page.setViewportSize(before);
  await picture(page, name);
  found.push(...page.complaints);
  if (found.length) fail(`${name} (${page.url()}):\n  ${found.join('\n  ')}`);
}

/** Looks whether the page fits a window of 320 pixels (WCAG 1.4.10) and text of twice the size (1.4.4), without scrolling sideways. */
export async function reflows(page, name) {
  const before = page.viewportSize();
  const found = [];
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await overhang(page);
  if (narrow > 0) found.push(`reaches ${narrow} pixels beyond a window of 320`);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    const large = await overhang(page);
    if (large > 0) found.push(`with text of twice the size reaches ${large} pixels beyond a window of ${size.width}`);
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  }
  await page.setViewportSize(before);
  if (found.length) fail(`${name} (${page.url()}):\n  ${found.join('\n  ')}`);
}

/** Decodes the quoted-printable text of a mail. */
function plain(mail) {
  const joined = mail.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Waits for a mail to somebody whose text matches, and gives the match. A mail is given once, the newest first. */
export async function mailTo(program, address, pattern) {
  const seen = (program.seen ??= new Set());
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const names = (await readdir(program.mail).catch(() => [])).filter((name) => name.endsWith('.eml') && !seen.has(name));
    for (const name of names.sort().reverse()) {
      const mail = await readFile(join(program.mail, name), 'utf8');
      const match = mail.match(/^To: .*$/m)?.[0].includes(address) && plain(mail).match(pattern);
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
  await page.getByRole('navigation', { name: 'Queues and pages' }).waitFor();
  return page;
}

/** Presses a button or follows a link with the keyboard alone, and waits for the page behind it. */
export async function press(page, locator) {
  await tabTo(page, locator);
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
