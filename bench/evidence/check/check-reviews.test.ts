import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { checkReviews } from './check-reviews.ts';

const review = (id: string, changed: object = {}) => ({
  id,
  title: id,
  question: `${id}?`,
  threads: [{ root: `<${id}@example.org>`, subject: id }],
  approaches: [{ id: 'fsync', name: 'fsync', durable: 'by the kernel' }],
  ...changed,
});
const claims = (of: string, approach: string) => ({
  review: of,
  message: { id: '<a@b>', author: 'A', date: '2026-01-01T00:00:00Z' },
  claims: [
    {
      id: 'c-000000000000',
      kind: 'claim',
      stance: 'neutral',
      title: 't',
      approaches: [approach],
      position: { start: 0, end: 1 },
      hash: '0'.repeat(64),
    },
  ],
});

function project(files: Readonly<Record<string, object>>): string {
  const root = mkdtempSync(join(tmpdir(), 'reviews-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), stringify(value));
  }
  return root;
}

test('two reviews may have an approach of one id', () => {
  const root = project({
    'data/reviews/a.yaml': review('a'),
    'data/reviews/b.yaml': review('b'),
    'data/claims/a/m.yaml': claims('a', 'fsync'),
  });
  expect(checkReviews(root)).toEqual([]);
});

test.each([
  [
    'one id',
    { 'data/reviews/b.yaml': review('a') },
    /the review a is in data\/reviews\/a\.yaml already/,
  ],
  ['a misnamed file', { 'data/reviews/x.yaml': review('b') }, /holds the review b/],
  [
    'one thread',
    { 'data/reviews/b.yaml': review('b', { threads: review('a').threads }) },
    /the thread <a@example\.org> is in/,
  ],
  [
    'an approach twice',
    { 'data/reviews/b.yaml': review('b', { approaches: Array(2).fill({ id: 'x', name: 'x' }) }) },
    /two approaches are called x/,
  ],
  [
    'a matrix of foreign approaches',
    {
      'data/reviews/b.yaml': review('b', {
        matrix: [{ id: 'q', question: 'q?', claims: { other: 'c-000000000000' } }],
      }),
    },
    /names the approach other/,
  ],
  ['a claim of no review', { 'data/claims/z/m.yaml': claims('z', 'fsync') }, /no review z/],
  ['a foreign approach', { 'data/claims/a/m.yaml': claims('a', 'dax') }, /a has no approach dax/],
])('%s is found', (_, files, finding) => {
  const root = project({ 'data/reviews/a.yaml': review('a'), ...files });
  expect(
    checkReviews(root)
      .map(({ what }) => what)
      .join('\n'),
  ).toMatch(finding);
});
