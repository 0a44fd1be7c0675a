import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { serverOf } from './commands/serve.ts';

/**
 * Pictures of the built site: `node site/screenshots.ts [DIST] [OUT] [PATH…]`. Without paths, the
 * pages that the README shows, in light; with paths, each in light, dark and on a phone.
 */
const [dist = 'dist', out = 'docs/screenshots', ...paths] = process.argv.slice(2);
const server = serverOf(dist, '/').listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
mkdirSync(out, { recursive: true });

interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const views: readonly View[] = [
  { name: 'light', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
];

/** What the README shows, by file name; the first claim is the seed's central one. */
const shown = [
  ['home', '/', 'light'],
  ['claim', '/claims/c-913434a9982c/', 'light'],
  ['trace', firstTrace(), 'dark'],
  ['explorer', '/explorer/', 'light'],
  ['essay', '/essays/tip-to-root-split/', 'dark'],
] as const;

if (paths.length === 0) {
  for (const [name, path, look] of shown) {
    const view = views.find((one) => one.name === look);
    if (view) await shoot(path, view, `${name}.png`);
  }
  await shoot(
    '/',
    { name: 'light', width: 1200, height: 630, colorScheme: 'light' },
    resolve('site/public/card.png'),
  );
}
for (const path of paths) {
  for (const view of views) await shoot(path, view, `${nameOf(path)}-${view.name}.png`);
}
await browser.close();
server.close();

/** A trace that ends in a violation tells most. */
function firstTrace(): string {
  const folder = join(dist, 'traces');
  const names = readdirSync(folder).filter((name) => /^x-[0-9a-f]+\.json$/.test(name));
  const found = names.find((name) =>
    readFileSync(join(folder, name), 'utf8').includes('split-elsewhere'),
  );
  return `/traces/${(found ?? names[0] ?? '').replace('.json', '')}/`;
}

async function shoot(path: string, view: View, file: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
  });
  await page.goto(origin + path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: resolve(out, file), fullPage: view.name === 'phone' });
  await page.close();
}

function nameOf(path: string): string {
  return path.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'home';
}
