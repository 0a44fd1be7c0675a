import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serverOf } from './commands/serve.ts';

/**
 * Pictures of the built site: `node site/screenshots.ts [DIST] [OUT] [PATH…]`. Without paths, the
 * pages that the README shows, in light; with paths, each in light, dark and on a phone.
 */
const [dist = 'dist', out = 'docs/screenshots', ...paths] = process.argv.slice(2);
const server = serverOf(dist, '/').listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
mkdirSync(out, { recursive: true });

const views = [
  { name: 'light', width: 1280, height: 860, colorScheme: 'light' },
  { name: 'dark', width: 1280, height: 860, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
] as const;

for (const path of paths) {
  for (const view of views) await shoot(path, view, `${nameOf(path)}-${view.name}.png`);
}
await browser.close();
server.close();

async function shoot(path: string, view: (typeof views)[number], file: string): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
  });
  await page.goto(origin + path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(out, file), fullPage: view.name === 'phone' });
  await page.close();
}

function nameOf(path: string): string {
  return path.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'home';
}
