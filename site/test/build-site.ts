import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The project's root; vitest starts there. */
const root = process.cwd();

/** A site of its own for one test file, so that files may run side by side. */
export interface Built {
  readonly dist: string;
  readonly base: string;
  readonly pages: readonly string[];
}

/** Ingests the sources into a fresh store and builds the site from it, under a base path. */
export function buildSite(name: string, sources: readonly string[], base = '/kb/'): Built {
  const folder = join(root, 'build', `test-site-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const store = join(folder, 'store.sqlite');
  // Below the project's root: Astro puts its server chunks beside the output, where they find packages.
  const dist = join(folder, 'dist');
  warrant('ingest', ...sources, '--store', store);
  warrant('site', 'build', '--store', store, '--out', dist, '--base', base);
  return { dist, base, pages: htmlIn(dist) };
}

function warrant(...args: string[]): void {
  const main = join(root, 'cli', 'main.ts');
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
}

function htmlIn(dist: string): string[] {
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .sort();
}

/** Debian's Chromium; without it the browser tests are reported as skipped. */
export const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);
export const browserNeed = hasChromium
  ? ''
  : ' (skipped: no /usr/bin/chromium; apt-get install --no-install-recommends chromium)';
