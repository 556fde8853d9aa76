// Which pages and answers each file of journeys looks at. `pages.json` is the list that the program's table of routes is held
// against (tests/browser/coverage.rs), so a page that nobody looks at is found without a browser; here each file is held to its part.

import { readFile, writeFile } from 'node:fs/promises';

const LIST = new URL('pages.json', import.meta.url);
const seen = new Set();

/** The routes with a pattern each, those with the fewest variables first: `/companies/keys` is not the company “keys”. */
const routes = (process.env.RIGHTSDESK_ROUTES ?? '')
  .split('\n')
  .filter(Boolean)
  .map((line) => {
    const [method, path] = line.split(' ');
    const pattern = path.split(/\{\w+\}/).map((part) => part.replaceAll('.', '\\.')).join('[^/]+');
    return { method, path, pattern: new RegExp(`^${pattern}$`), variables: path.split('{').length };
  })
  .sort((one, other) => one.variables - other.variables);

const routeOf = (method, path) => routes.find((known) => known.method === method && known.pattern.test(path))?.path ?? 'nowhere';

/**
 * Remembers that the page in a window was looked at: method, status and route of the answer that it shows; and where it says that
 * what was sent cannot be taken so, the route that it was sent to.
 */
export function remember(page, refused = false) {
  const { method, status, path } = page.answer ?? {};
  if (path) seen.add(`${method} ${status} ${routeOf(method, path)}`);
  if (refused) seen.add(`POST refused ${routeOf('POST', page.sent)}`);
}

/** Demands that this file looked at everything it stands for. With RIGHTSDESK_REWRITE set, writes down what it looked at instead. */
export async function demandWalked(file) {
  if (routes.length === 0) return;
  const list = JSON.parse(await readFile(LIST, 'utf8'));
  if (process.env.RIGHTSDESK_REWRITE) {
    list.walked[file] = [...seen].sort();
    await writeFile(LIST, `${JSON.stringify(list, null, 2)}\n`);
    return;
  }
  const missing = (list.walked[file] ?? []).filter((line) => !seen.has(line));
  if (missing.length) throw new Error(`${file} stands for these in pages.json and did not look at them:\n  ${missing.join('\n  ')}`);
}
