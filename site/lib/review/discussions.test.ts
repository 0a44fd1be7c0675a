import { expect, test } from 'vitest';
import { discussionsOf } from './discussions.ts';

const named = (...subjects: string[]) =>
  discussionsOf(subjects.map((subject) => ({ subject }))).map(({ title, versions }) => [
    title,
    ...versions.map(({ label }) => label),
  ]);

test('versions of one series are one discussion, by their marks', () => {
  expect(
    named(
      '[PATCH 0/2] vfs: report late errors',
      '[PATCH v4 RESEND 0/2] vfs: report late errors',
      '[QUESTION] xfs: what then?',
      '[RFC PATCH v5 0/2] vfs: report late errors',
    ),
  ).toEqual([
    ['vfs: report late errors', 'v1', 'v4 RESEND', 'RFC v5'],
    ['[QUESTION] xfs: what then?', 'QUESTION'],
  ]);
});

test('threads without the marks of a series stay apart, whatever their subjects', () => {
  expect(named('late errors', 'late errors')).toHaveLength(2);
});
