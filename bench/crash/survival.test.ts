import { describe, expect, test } from 'vitest';
import type { Operation } from '../../data/schema/sequences.ts';
import { sequenceSets } from './sequence.ts';
import { survivalOf } from './survival.ts';
import { brokenSyncs } from './sync-promise.ts';

const ops = (...words: string[]): Operation[] => words.map((each) => ({ name: each, words: each }));
const [old, both, renamed] = ['A:1:o8', 'A:1:o8 B:1:n8', 'A:1:n8'];

describe('what a sync promised', () => {
  test.each([
    [
      'content of a synced file',
      ops('write B n 8', 'fsync B'),
      [old, both, both],
      2,
      'A:1:o8 B:1:-',
      ['fsync B'],
    ],
    ['its name is not promised', ops('write B n 8', 'fsync B'), [old, both, both], 2, old, []],
    [
      'a name after the folder was synced',
      ops('write B n 8', 'fsync .'),
      [old, both, both],
      2,
      old,
      ['fsync .'],
    ],
    [
      'nothing before the sync returned',
      ops('write B n 8', 'fsync B'),
      [old, both, both],
      1,
      'B:1:-',
      [],
    ],
    [
      'all of it after sync',
      ops('write B n 8', 'sync'),
      [old, both, both],
      2,
      'A:1:o8 B:1:-',
      ['sync'],
    ],
    [
      'a name in a folder inside, which was synced',
      ops('mkdir D', 'write D/B n 8', 'fsync D'),
      [old, `${old} D/`, `${old} D/ D/B:1:n8`, `${old} D/ D/B:1:n8`],
      3,
      `${old} D/`,
      ['fsync D'],
    ],
    [
      'nothing of what lies in a folder inside by a sync of the folder above',
      ops('mkdir D', 'write D/B n 8', 'fsync .'),
      [old, `${old} D/`, `${old} D/ D/B:1:n8`, `${old} D/ D/B:1:n8`],
      3,
      `${old} D/`,
      [],
    ],
    [
      'the folder itself by a sync of the folder above',
      ops('mkdir D', 'fsync .'),
      [old, `${old} D/`, `${old} D/`],
      2,
      old,
      ['fsync .'],
    ],
    [
      'and no order of what comes after it',
      ops('sync', 'mkdir E', 'mkdir F'),
      [old, old, `${old} E/`, `${old} E/ F/`],
      3,
      `${old} F/`,
      [],
    ],
    [
      'a later change may be there too',
      ops('write B n 8', 'sync', 'rename B A'),
      [old, both, both, renamed],
      3,
      renamed,
      [],
    ],
  ] as const)('%s', (_, operations, prefixes, promised, state, broken) => {
    expect(brokenSyncs(operations, prefixes, promised, state)).toEqual(broken);
  });
});

test('of the states found it is told which prefix they are, after how much was promised, and which syncs they break', () => {
  const sequence = { operations: ops('write B n 8', 'fsync B'), prefixes: [old, both, both] };
  const torn = 'A:1:o8 B:1:-';
  const tried = (promised: number, state: string, more = {}) => ({
    question: { promised },
    found: { mount: 0, lost: [], broken: [], checker: 0, kept: [state], ...more },
  });
  const images = [
    tried(2, torn),
    tried(2, torn),
    tried(2, both),
    tried(1, old),
    tried(0, old, { mount: 5, kept: [] }),
  ];
  const explored = { images, points: 3, complete: true };
  const survival = survivalOf(sequence as never, explored as never);
  expect(survival.broken).toEqual([{ operation: 'fsync B', state: torn }]);
  expect(survival.found).toEqual([
    { state: old, prefix: 0, after: [1] },
    { state: both, prefix: 2, after: [2] },
    { state: torn, prefix: null, after: [2] },
  ]);
  expect(survival.images).toBe(5);
  expect(survival.outcomes).toMatchObject({ mounted: 4, 'mount-refused': 1, lost: 0 });
});

test('sequences are all pairs, each once, but the one that would end the program', () => {
  const names = sequenceSets(process.cwd()).pairs.map((list) =>
    list.map(({ words }) => words).join(';'),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(15 + 15 * 14 + 15 * 4 - 1);
  expect(names).not.toContain('truncate A 0;mmap A n 8');
  expect(names).toContain('mmap A n 8;truncate A 0');
});

test('triples change names twice and end in a sync', () => {
  const triples = sequenceSets(process.cwd()).triples;
  expect(triples.length).toBe(6 * 5 * 2);
  expect(new Set(triples.map((list) => list.at(-1)?.words))).toEqual(new Set(['fsync .', 'sync']));
});
