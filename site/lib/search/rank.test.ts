import { expect, test } from 'vitest';
import { pieces } from './pieces.ts';
import { type Asked, byTitle, type Filters, known, rank } from './rank.ts';
import { type DocType, docTypes, type Facets, type Shard } from './shapes.ts';
import { shardOf, tokens } from './tokens.ts';

const facets: Facets = {
  docs: 3,
  perChunk: 100,
  shards: ['sp', 'tr'],
  types: (['claim', 'claim', 'message'] as const).map((type) => docTypes.indexOf(type)),
  people: ['Ann', 'Bo'],
  person: [0, 1, 1],
  labels: [
    { kind: 'claim', stance: 'supports', ruling: 'fails', approaches: ['fsync'] },
    { kind: 'issue', stance: 'disputes', ruling: 'open', approaches: [] },
  ],
};
const any = { type: '', person: '', kind: '', stance: '', approach: '', ruling: '' };
const shards = [{ split: [0, 1, 1, 9, 2, 1] }, { tree: [1, 1, 2, 5], trees: [0, 1] }];

const ids = (words: string[], from: Shard[], filters: Filters = any) =>
  rank(asked(words), from, facets, filters).map((one) => one.id);

const asked = (words: readonly string[], instead: readonly string[] = []): Asked[] =>
  words.map((word, index) => ({ word, prefix: index === words.length - 1, instead }));

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
  const found = rank(asked(['split', 'tre']), shards, facets, any);
  expect(found.find((one) => one.id === 0)?.terms).toEqual(['split', 'trees']);
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

test('a misspelt word finds what it may have meant, and is known to be unknown', () => {
  const [typo] = asked(['slpit'], ['split']);
  expect(typo && known(typo, shards)).toBe(false);
  expect(rank(asked(['slpit'], ['split']), shards, facets, any)[0]?.id).toBe(1);
});

test('the kind of page and the words in its title decide before how often it says them', () => {
  const of = (type: DocType, title: string, score: number) => ({
    id: 0,
    score,
    terms: [],
    doc: { type, title, href: '', about: '' },
  });
  const titles = (query: string, ...matches: ReturnType<typeof of>[]) =>
    byTitle(tokens(query), matches).map(({ doc }) => doc.title);
  expect(
    titles(
      'first touch',
      of('claim', 'touch the first', 4),
      of('essay', 'What the first touch costs', 3),
    ),
  ).toEqual(['What the first touch costs', 'touch the first']);
  expect(
    titles('MAP_SYNC', of('claim', 'About MAP_SYNC', 3), of('approach', 'MAP_SYNC', 2)),
  ).toEqual(['MAP_SYNC', 'About MAP_SYNC']);
  const two: Facets = {
    ...facets,
    docs: 2,
    types: (['message', 'essay'] as const).map((type) => docTypes.indexOf(type)),
    person: [-1, -1],
    labels: [],
  };
  expect(rank(asked(['fsync']), [{ fsync: [0, 30, 1, 13] }], two, any).map(({ id }) => id)).toEqual(
    [1, 0],
  );
});
