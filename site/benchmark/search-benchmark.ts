import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

/**
 * What a search costs a reader of a built site: bytes of the index that a browser fetches for one query on a page
 * freshly opened, as they lie on disk and as a server that compresses sends them.
 *
 *     ./warrant node site/benchmark/search-benchmark.ts DIST [QUERY…]
 */
const [dist = 'dist', ...given] = process.argv.slice(2);
const queries =
  given.length > 0
    ? given
    : ['dax', 'fsync', 'MAP_SYNC', 'page fault', 'patch', 'the error', 'dan williams', 'mapsync'];
const port = 4390;
const server = spawn(
  process.execPath,
  ['cli/main.ts', 'site', 'preview', '--out', dist, '--port', String(port)],
  { stdio: ['ignore', 'pipe', 'pipe'] },
);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  await Promise.race([once(server.stdout, 'data'), once(server.stderr, 'data')]);
  for (const query of queries) {
    const { files, bytes, sent, said } = await cost(query);
    process.stdout.write(
      `${query.padEnd(16)} ${files} files, ${(bytes / 1e3).toFixed(0)} kB, compressed ${(sent / 1e3).toFixed(0)} kB: ${said}\n`,
    );
  }
} finally {
  await browser.close();
  server.kill();
}

async function cost(query: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\/search\/.*\.json$/.test(response.url())) bodies.push(response.body());
  });
  await page.goto(`http://localhost:${port}/search/?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(
    () => /^\d+ found/.test(document.querySelector('#found')?.textContent ?? ''),
    undefined,
    { timeout: 0 },
  );
  const said = (await page.textContent('#found')) ?? '';
  const found = await Promise.all(bodies);
  await context.close();
  return {
    files: found.length,
    bytes: found.reduce((sum, body) => sum + body.length, 0),
    sent: found.reduce((sum, body) => sum + gzipSync(body).length, 0),
    said,
  };
}
