import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from './query.ts';
import { snippet } from './snippet.ts';

const db = new Database(':memory:');
db.exec('CREATE VIRTUAL TABLE t USING fts5 (words)');
db.exec(
  "INSERT INTO t VALUES ('a page fault moves metadata'), ('the page moves'), ('fault of ours')",
);
const found = (query: string) =>
  db
    .prepare<[string], number>('SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid')
    .pluck()
    .all(parseQuery(query).match);

test.each([
  ['page fault', [1]],
  ['"page fault"', [1]],
  ['"fault page"', []],
  ['fault OR moves', [1, 2, 3]],
  ['page -fault', [2]],
  ['met*', [1]],
  ['NEAR(page fault)', []],
])('%s', (query, rows) => {
  expect(found(query)).toEqual(rows);
});

test('whatever is typed is a valid query or finds nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { match } = parseQuery(text);
      if (match !== '') db.prepare('SELECT rowid FROM t WHERE t MATCH ?').all(match);
    }),
    { numRuns: 500 },
  );
});

test('a snippet marks the words where they stand, and never adds marks of the text', () => {
  expect(snippet('one page fault two', ['page fault'])).toBe('one \u0002page fault\u0003 two');
  expect(snippet('a > page\n> fault b', ['page fault'])).toBe('a > \u0002page > fault\u0003 b');
  expect(snippet('\u0002x\u0003 pages', ['page'])).toBe('x \u0002page\u0003s');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (body, term) => {
      const text = snippet(body, [term]);
      expect(text.split('\u0002').length).toBe(text.split('\u0003').length);
      expect(text).not.toContain('\n');
    }),
  );
});
