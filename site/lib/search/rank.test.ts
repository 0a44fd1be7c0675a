import { expect, test } from 'vitest';
import { rank } from './rank.ts';
import type { Facets } from './shapes.ts';
import { shardOf, tokens } from './tokens.ts';

const facets: Facets = {
  docs: 3,
  perChunk: 100,
  shards: ['sp', 'tr'],
  types: ['claim', 'claim', 'message'],
  people: ['Ann', 'Bo'],
  person: [0, 1, 1],
  claims: [
    { kind: 'claim', stance: 'supports', verdicts: ['refuted'], approaches: ['fsync'] },
    { kind: 'issue', stance: 'disputes', verdicts: ['untested'], approaches: [] },
  ],
};
const any = { type: '', person: '', kind: '', stance: '', approach: '', verdict: '' };
const shards = [{ split: [0, 1, 1, 9, 2, 1] }, { tree: [1, 1, 2, 5], trees: [0, 1] }];

test('every word must occur, the last one as a prefix, the heavier first', () => {
  expect(rank(['split'], shards, facets, any)[0]).toBe(1);
  expect(rank(['split', 'tree'], shards, facets, any).toSorted()).toEqual([0, 1, 2]);
  expect(rank(['split', 'trees'], shards, facets, any)).toEqual([0]);
});

test('filters narrow, and alone they list', () => {
  expect(rank(['split'], shards, facets, { ...any, person: 'Bo' })).toEqual([1, 2]);
  expect(rank([], [], facets, { ...any, verdict: 'refuted' })).toEqual([0]);
  expect(rank([], [], facets, { ...any, approach: 'fsync', stance: 'disputes' })).toEqual([]);
});

test('words are folded the same way in index and query', () => {
  expect(tokens('The MAP_SYNC fault, naïve')).toEqual(['map_sync', 'fault', 'naive']);
  expect([shardOf('fault'), shardOf('дэйв')]).toEqual(['fa', 'other']);
});

test('words that name what every object has find nothing by themselves', () => {
  expect(rank(['constructor'], [{}], facets, any)).toEqual([]);
  expect(rank(['__proto__'], [JSON.parse('{"__proto__":[2,1]}')], facets, any)).toEqual([2]);
});
