import { expect, test } from 'vitest';
import { snippet } from './snippet.ts';

const body =
  'On Monday Ann wrote:\n> every page fault is slow\n> > and fsync too\nA page fault is fast.\n';

test('the first match is marked', () => {
  expect(snippet(body, ['fault'])).toContain('every page \u0002fault\u0003 is slow');
});

test('of own or quoted words alone, only those lines are shown, without their marks', () => {
  expect(snippet(body, ['page fault'], 'own')).toBe(
    'On Monday Ann wrote: A \u0002page fault\u0003 is fast.',
  );
  expect(snippet(body, ['fault', 'fsync'], 'quoted')).toBe(
    'every page \u0002fault\u0003 is slow and \u0002fsync\u0003 too',
  );
});
