import { expect, test } from 'vitest';
import { run } from '../fixture/planted.ts';
import { expectedMs, inMinutes, leftMs } from './schedule.ts';

test('a part is expected to take what its newest committed run took', () => {
  const at = (startedAt: string, durationMs: number) => {
    const made = run({ startedAt });
    return { ...made, manifest: { ...made.manifest, durationMs } };
  };
  const runs = [at('2026-01-02T00:00:00.000Z', 70), at('2026-01-01T00:00:00.000Z', 10)];
  expect(expectedMs({ experiment: 'e', scope: 'model' }, runs)).toBe(70);
  expect(expectedMs({ experiment: 'e', scope: 'guest' }, runs)).toBeNull();
});

test('what is left is scaled by how fast this machine was so far', () => {
  expect(leftMs([{ expected: 100, took: 200 }], [300, null])).toBe(600);
  expect(leftMs([{ expected: null, took: 200 }], [300])).toBeNull();
  expect(leftMs([], [300])).toBeNull();
  expect([inMinutes(59_000), inMinutes(150_000)]).toEqual(['under a minute', 'about 3 min']);
});
