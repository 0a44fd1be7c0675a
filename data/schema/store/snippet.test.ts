import { expect, test } from 'vitest';
import type { Spoken } from '../message.ts';
import { snippet } from './snippet.ts';
import { packed, partOf, spokenOf } from './spoken.ts';

const body =
  'On Monday Ann wrote:\n> every page fault is slow\n> > and fsync too\nA page fault is fast.\n';

test('the first match is marked', () => {
  expect(snippet(body, ['fault'])).toContain('every page \u0002fault\u0003 is slow');
});

test('of own or quoted words alone, only those lines are shown, without their marks', () => {
  const spoken: Spoken[] = [
    { start: 0, end: 20, depth: 0, heading: true, by: 'heading' },
    { start: 21, end: 47, depth: 1, heading: false, by: 'marks' },
    { start: 48, end: 65, depth: 2, heading: false, by: 'marks' },
  ];
  expect(snippet(partOf(body, spoken, 'own'), ['page fault'])).toBe(
    'A \u0002page fault\u0003 is fast.',
  );
  expect(snippet(partOf(body, spoken, 'quoted'), ['fault', 'fsync'])).toBe(
    'On Monday Ann wrote: every page \u0002fault\u0003 is slow and \u0002fsync\u0003 too',
  );
  expect(spokenOf(packed(spoken))).toEqual(spoken);
});
