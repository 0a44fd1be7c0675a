import { expect, test } from 'vitest';
import { pieces } from './pieces.ts';
import { type Filters, rank } from './rank.ts';
import type { Facets, Shard } from './shapes.ts';
import { shardOf, tokens } from './tokens.ts';

const facets: Facets = {
  docs: 3,
  perChunk: 100,
  shards: ['sp', 'tr'],
  types: ['claim', 'claim', 'message'],
  people: ['Ann', 'Bo'],
  person: [0, 1, 1],
  claims: [
    { kind: 'claim', stance: 'supports', ruling: 'fails', approaches: ['fsync'] },
    { kind: 'issue', stance: 'disputes', ruling: 'open', approaches: [] },
  ],
};
const any = { type: '', person: '', kind: '', stance: '', approach: '', ruling: '' };
const shards = [{ split: [0, 1, 1, 9, 2, 1] }, { tree: [1, 1, 2, 5], trees: [0, 1] }];

const ids = (words: string[], from: Shard[], filters: Filters = any) =>
  rank(words, from, facets, filters).map((one) => one.id);

test('every word must occur, the last one as a prefix, the heavier first', () => {
  expect(ids(['split'], shards)[0]).toBe(1);
  expect(ids(['split', 'tree'], shards).toSorted()).toEqual([0, 1, 2]);
  expect(ids(['split', 'trees'], shards)).toEqual([0]);
});

test('filters narrow, and alone they list', () => {
  expect(ids(['split'], shards, { ...any, person: 'Bo' })).toEqual([1, 2]);
  expect(ids([], [], { ...any, ruling: 'fails' })).toEqual([0]);
  expect(ids([], [], { ...any, approach: 'fsync', stance: 'disputes' })).toEqual([]);
});

test('words are folded the same way in index and query', () => {
  expect(tokens('The MAP_SYNC fault, naïve')).toEqual(['map_sync', 'fault', 'naive']);
  expect([shardOf('fault'), shardOf('дэйв')]).toEqual(['fa', 'other']);
});

test('words that name what every object has find nothing by themselves', () => {
  expect(ids(['constructor'], [{}])).toEqual([]);
  expect(ids(['__proto__'], [JSON.parse('{"__proto__":[2,1]}')])).toEqual([2]);
});

test('a document says by which words it was found, the last one grown to whole words', () => {
  expect(rank(['split', 'tre'], shards, facets, any)).toContainEqual({
    id: 0,
    terms: ['split', 'trees'],
  });
});

test('found words are marked where they stand, folded as the index folds them', () => {
  expect(pieces('Naïve splits: a SPLIT, resplit', ['naive', 'split'])).toEqual([
    { text: 'Naïve', hit: true },
    { text: ' splits: a ', hit: false },
    { text: 'SPLIT', hit: true },
    { text: ', resplit', hit: false },
  ]);
  expect(pieces('', ['x'])).toEqual([]);
});
