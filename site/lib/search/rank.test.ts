import { expect, test } from 'vitest';
import { coded, codedPostings } from './codes.ts';
import { type Filters, passing } from './passing.ts';
import { pieces } from './pieces.ts';
import { type Asked, byTitle, known, rank } from './rank.ts';
import { type DocType, docTypes, type Shard } from './shapes.ts';
import { tokens } from './tokens.ts';

const typed = (...types: readonly DocType[]) => types.map((type) => docTypes.indexOf(type));
const types = typed('claim', 'claim', 'message');
const columns = {
  person: { values: ['Ann', 'Bo'], of: coded([1, 2, 2]) },
  stance: { values: ['supports', 'disputes'], of: coded([1, 2]) },
  ruling: { values: ['fails', 'open'], of: coded([1, 2]) },
  approach: { values: ['fsync\ndax'], of: coded([1, 0]) },
};
const any = { type: '', person: '', kind: '', stance: '', approach: '', ruling: '' };
const all = () => true;

/** The filters with the columns that they look at, as the page fetches them. */
function through(filters: Filters) {
  const asked = Object.entries(columns).filter(([name]) => filters[name as keyof Filters] !== '');
  return passing(filters, types, Object.fromEntries(asked));
}

const shard = (words: Readonly<Record<string, readonly number[]>>): Shard =>
  Object.fromEntries(Object.entries(words).map(([word, list]) => [word, codedPostings(list)]));
const shards = [shard({ split: [0, 1, 1, 9, 2, 1] }), shard({ tree: [1, 1, 2, 5], trees: [0, 1] })];

const ids = (words: string[], from: readonly Shard[], filters: Filters = any) =>
  rank(asked(words), from, types, through(filters)).map((one) => one.id);

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
  expect(ids([], [], { ...any, approach: 'dax' })).toEqual([0]);
  expect(ids([], [], { ...any, type: 'message' })).toEqual([2]);
});

test('words are folded the same way in index and query', () => {
  expect(tokens('The MAP_SYNC fault, naïve')).toEqual(['map_sync', 'fault', 'naive']);
});

test('words that name what every object has find nothing by themselves', () => {
  expect(ids(['constructor'], [{}])).toEqual([]);
  expect(ids(['__proto__'], [JSON.parse(`{"__proto__":"${codedPostings([2, 1])}"}`)])).toEqual([2]);
});

test('a document says by which words it was found, the last one grown to whole words', () => {
  const found = rank(asked(['split', 'tre']), shards, types, all);
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
  expect(rank(asked(['slpit'], ['split']), shards, types, all)[0]?.id).toBe(1);
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
  const two = typed('message', 'essay');
  const found = rank(asked(['fsync']), [shard({ fsync: [0, 30, 1, 13] })], two, all);
  expect(found.map(({ id }) => id)).toEqual([1, 0]);
});
