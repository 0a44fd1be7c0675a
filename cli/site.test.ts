import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '../data/schema/store/open.ts';
import { command as claims } from '../ingest/commands/claims.ts';
import { command as curate } from '../ingest/commands/curate.ts';
import { openWorkbench, type Workbench } from '../ingest/commands/workbench.ts';
import { command as site } from './site.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.clean());

/** The workbench has no Astro: the build stops there, after the store was brought up to date. */
const build = () => expect(bench.run(site, 'build')).rejects.toThrow('astro is not installed');
const stored = () => {
  const reader = openReader(bench.store);
  try {
    return [...reader.claims({ origin: 'curated' })].map(({ title, text }) => [title, text]);
  } finally {
    reader.close();
  }
};

test('pages are drawn with the claims of the files, also one cut out of a longer proposal', async () => {
  await bench.run(claims, '--pending'); // the store holds proposals
  const words = 'we keep it in memory';
  await bench.run(curate, 'add', 'one@example.org', words, '--title', 'Keep it in memory.');
  await build();
  expect(stored()).toEqual([['Keep it in memory.', words]]);
  const reader = openReader(bench.store);
  const [id = ''] = [...reader.claims({ origin: 'curated' })].map((claim) => claim.id as string);
  reader.close();
  await bench.run(curate, 'edit', id, '--title', 'In memory.');
  await build();
  expect(stored()).toEqual([['In memory.', words]]);
  await bench.run(curate, 'reject', id, '--why', 'said elsewhere');
  await build();
  expect(stored()).toEqual([]);
});
