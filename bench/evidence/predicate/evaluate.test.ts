import { expect, test } from 'vitest';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Run } from '../../../data/schema/run.ts';
import { questionOf } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { catalogue, explored, hypothesis, measured, metrics, run } from '../fixture/planted.ts';
import { decide } from '../verdict/decide.ts';

const outcomes = (predicate: string, of: Run, rest: Partial<Hypothesis> = {}) => {
  const asked = hypothesis(predicate, rest);
  const question = questionOf(asked, catalogue(asked));
  return decide(question, rowsOf(of, metrics), of.substrate).cases.map(({ outcome }) => outcome);
};

const costs = run({
  measurements: [1, 2, 4].flatMap((batch) => [
    measured('flushes', { approach: 'fsync', batch }, [20 + batch]),
    measured('flushes', { approach: 'map-sync', batch }, [batch]),
  ]),
});

test.each([
  ['flushes[approach = map-sync] < flushes[approach = fsync]', ['for', 'for', 'for']],
  ['flushes[approach = fsync] < 23', ['for', 'for', 'against']],
  ['every batch: flushes[approach = map-sync, batch = batch] == batch', ['for']],
  ['some batch: flushes[approach = map-sync, batch = batch] > 4', ['against']],
  ['(least batch: flushes[approach = fsync, batch = batch] / batch < 12) == 2', ['for']],
  ['(least batch: flushes[approach = fsync, batch = batch] / batch < 1) > 1000', ['for']],
  ['flushes[approach = fsync, batch = 4] - flushes[approach = fsync, batch = 1] == 3', ['for']],
  ['latency < 5 us', []],
  ['flushes[approach = fsync] < 1 or flushes[approach = map-sync] > 0', ['for', 'for', 'for']],
])('%s', (predicate, expected) => {
  expect(outcomes(predicate, costs)).toEqual(expected);
});

test('sample by sample, a total that agrees hides no repetition that does not', () => {
  const of = (faults: readonly number[], commits: readonly number[]) =>
    run({ measurements: [measured('flushes', {}, faults), measured('fences', {}, commits)] });
  const predicate = 'each sample: flushes >= 1 or fences == 0';
  expect(outcomes(predicate, of([0, 1], [0, 1]))).toEqual(['for']);
  expect(outcomes(predicate, of([1, 0], [0, 1]))).toEqual(['against']);
  expect(outcomes('max(flushes) >= max(fences)', of([1, 0], [0, 1]))).toEqual(['for']);
  expect(outcomes(predicate, of([1, 1], [0, 1, 1]))).toEqual(['open']);
});

test('a difference below the minimum effect is none', () => {
  const near = run({
    measurements: [
      measured('flushes', { approach: 'fsync' }, [104]),
      measured('flushes', { approach: 'map-sync' }, [100]),
    ],
  });
  const less = 'flushes[approach = map-sync] < flushes[approach = fsync]';
  const equal = 'flushes[approach = map-sync] == flushes[approach = fsync]';
  expect(outcomes(less, near)).toEqual(['for']);
  expect(outcomes(less, near, { minimumEffect: 0.05 })).toEqual(['against']);
  expect(outcomes(equal, near)).toEqual(['against']);
  expect(outcomes(equal, near, { minimumEffect: 0.05 })).toEqual(['for']);
});

test('a search cut off by its budget proves nothing, a counterexample always does', () => {
  const cut = (holds: boolean) => run({ explorations: [explored({ batch: 1 }, holds, false)] });
  expect(outcomes('holds(acknowledged-survives)', cut(true))).toEqual(['open']);
  expect(outcomes('holds(acknowledged-survives)', cut(false))).toEqual(['against']);
});

test('noisy metrics are decided by their interval, and too few samples decide nothing', () => {
  const noisy = (fast: readonly number[], slow: readonly number[]) =>
    run({
      substrate: 'guest',
      measurements: [
        measured('latency', { approach: 'map-sync' }, fast),
        measured('latency', { approach: 'fsync' }, slow),
      ],
    });
  const less = 'latency[approach = map-sync] < latency[approach = fsync]';
  const spread = [96, 98, 99, 100, 101, 102, 104, 110];
  expect(
    outcomes(
      less,
      noisy(
        spread,
        spread.map((x) => x + 50),
      ),
    ),
  ).toEqual(['for']);
  expect(
    outcomes(
      less,
      noisy(
        spread.map((x) => x + 50),
        spread,
      ),
    ),
  ).toEqual(['against']);
  expect(
    outcomes(
      less,
      noisy(
        spread,
        spread.map((x) => x + 1),
      ),
    ),
  ).toEqual(['open']);
  expect(outcomes(less, noisy([1, 2, 3], [101, 102, 103]))).toEqual(['open']);
});

test('a metric in another dimension than its registry says is refused', () => {
  const wrong = run({
    measurements: [{ metric: 'latency', unit: 'B', conditions: {}, samples: [1] }],
  });
  expect(() => rowsOf(wrong, metrics)).toThrow('metric latency is in B, the registry says ns');
});

test('a metric in another unit of the same dimension is converted', () => {
  const micro = run({
    measurements: [
      { metric: 'latency', unit: 'us', conditions: { approach: 'fsync' }, samples: [3] },
    ],
  });
  expect(outcomes('latency == 3000 ns', micro)).toEqual(['for']);
});

test('two runs of one instrument that disagree on a deterministic metric are a fault', () => {
  const once = (flushes: number) => run({ measurements: [measured('flushes', {}, [flushes])] });
  const asked = hypothesis('flushes < 9');
  const rows = [once(1), once(2)].flatMap((of) => rowsOf(of, metrics));
  expect(() => decide(questionOf(asked, catalogue(asked)), rows, 'model')).toThrow(
    'flushes is deterministic on model but runs',
  );
});
