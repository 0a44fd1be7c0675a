import { expect, test } from 'vitest';
import { catalogue, explored, hypothesis, run } from '../fixture/planted.ts';
import { judgeAll } from './judge-all.ts';
import { succeeded } from './published.ts';

const asked = hypothesis('holds(acknowledged-survives)');
const verdict = (holds: boolean | null, startedAt = '2026-01-01T00:00:00.000Z') =>
  judgeAll(
    catalogue(asked),
    holds === null ? [] : [run({ explorations: [explored({ batch: 1 }, holds)], startedAt })],
  );
const file = (...verdicts: readonly ReturnType<typeof verdict>[]) =>
  verdicts.reduce<ReturnType<typeof succeeded> | null>(
    (before, current, index) => succeeded(before, current, asked.id, `2026-01-0${index + 1}`),
    null,
  );

test('a verdict that changed is kept with the date and the case that turned', () => {
  const published = file(verdict(true), verdict(false));
  expect(published?.current[0]?.verdict).toBe('refuted');
  expect(published?.superseded).toMatchObject([
    {
      date: '2026-01-02',
      why: 'supported became refuted: approach = fsync, batch = 1 was for and is against.',
      verdict: { verdict: 'supported' },
    },
  ]);
});

test('new runs that say the same supersede nothing, nor does a first verdict', () => {
  expect(file(verdict(true), verdict(true, '2026-03-01T00:00:00.000Z'))?.superseded).toEqual([]);
  expect(file(verdict(null), verdict(true))?.superseded).toEqual([]);
});
