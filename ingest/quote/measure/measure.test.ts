import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messagesOf } from './corpus.ts';
import { measuredLines } from './count-lines.ts';
import { sampled } from './sampled.ts';

const corpus = '../shared/corpus/ksummit-discuss.mbox.gz';

test.skipIf(!existsSync(corpus))(
  'on a real list 97 of 100 quoted lines find their origin, none a wrong one',
  async () => {
    const lines = measuredLines(await messagesOf(corpus));
    const counted = lines.filter(({ outcome }) => outcome !== 'addition');
    const held = counted.filter(({ outcome }) => outcome === 'parent' || outcome === 'ancestor');
    const vouched = counted.filter(({ outcome }) => outcome === 'vouched');
    expect(counted.length).toBeGreaterThan(15_000);
    expect((held.length + vouched.length) / counted.length).toBeGreaterThan(0.97);
    const traced = held.filter((line) => line.traced !== null);
    expect(traced.length / held.length).toBeGreaterThan(0.9);
    expect(traced.filter((line) => line.traced !== line.quote?.origin?.messageId)).toEqual([]);
  },
);

test('a sample is the same for the same seed and has no member twice', () => {
  const all = Array.from({ length: 50 }, (_, i) => i);
  expect(sampled(all, 20, 7)).toEqual(sampled(all, 20, 7));
  expect(new Set(sampled(all, 50, 7)).size).toBe(50);
  expect(sampled(all, 20, 7)).not.toEqual(sampled(all, 20, 8));
});
