import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examples } from './simulator.ts';
import { linkOf, sharedBy } from './simulator-link.ts';

/** What the published site puts before the fragment. */
const page = 'https://example.github.io/warrant/simulator/#';

test('an example, a program and a scenario come back as they were shared', async () => {
  for (const shared of [
    { example: 'flag-protocol' },
    { litmus: 'litmus "ä"\nlines x\n' },
    { experiment: 'append-pointer', setting: { faultSync: true, metadata: 'wal', fanout: 4 } },
  ]) {
    expect(await sharedBy(await linkOf(shared))).toEqual(shared);
  }
});

test('law: every text comes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (litmus) => {
      expect(await sharedBy(await linkOf({ litmus }))).toEqual({ litmus });
    }),
  );
});

test('former links are read, what is no link of ours is not', async () => {
  const old = btoa(JSON.stringify({ litmus: 'lines x' })).replace(/=+$/, '');
  expect(await sharedBy(old)).toEqual({ litmus: 'lines x' });
  for (const other of ['', 'states', 'z', 'zAAAA', 'scenario=x&faultSync=%7B', btoa('[]')]) {
    expect([other, await sharedBy(other)]).toEqual([other, undefined]);
  }
});

test('a few bytes that unpack to millions are none', async () => {
  const bomb = await linkOf({ litmus: ' '.repeat(1_000_000) });
  expect(bomb.length).toBeLessThan(2_000);
  expect(await sharedBy(bomb)).toBeUndefined();
});

test('the links of programs of up to fifteen lines are below 300 characters, comments apart', async () => {
  const programs = examples()
    .map(({ name, text }) => ({ name, program: text.replaceAll(/^\s*#.*\n/gm, '') }))
    .filter(({ program }) => program.split('\n').length <= 16);
  expect(programs.length).toBeGreaterThan(70);
  const lengths = await Promise.all(
    programs.map(async ({ name, program }) => ({
      name,
      length: page.length + (await linkOf({ litmus: program })).length,
    })),
  );
  expect(lengths.filter(({ length }) => length >= 300)).toEqual([]);
});
