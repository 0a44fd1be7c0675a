import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { buildSite } from '../test/build-site.ts';
import { runWorkers } from './workers.ts';

afterEach(() => vi.unstubAllEnvs());

test('workers write the same files, byte for byte, as Astro alone', () => {
  const seed = ['data/threads/dax-2016-seed.txt'];
  vi.stubEnv('WARRANT_WORKERS', '0');
  const alone = hashes(buildSite('alone', seed).dist);
  vi.stubEnv('WARRANT_WORKERS', '2');
  const shared = hashes(buildSite('workers', seed).dist);
  expect(shared).toEqual(alone);
  const made = (pattern: RegExp) => Object.keys(shared).filter((name) => pattern.test(name)).length;
  expect(made(/^threads\/t-[^/]*\/index\.html$/)).toBeGreaterThan(0);
  expect(made(/^threads\/.*\.eml$/)).toBeGreaterThan(0);
  expect(made(/^search\/terms\//)).toBeGreaterThan(0);
});

test('a worker that fails makes the build fail', async () => {
  const work = {
    apart: { whole: [], split: [] },
    entry: 'file:///absent/prerender-entry.mjs',
    out: '',
    home: '',
    pages: new Map(),
  };
  await expect(runWorkers(2, work)).rejects.toThrow('prerender-entry');
});

/** SHA-256 of each file of a folder by its path. */
function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => [
      file.slice(folder.length + 1),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}
