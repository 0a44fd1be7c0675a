import { expect, test } from 'vitest';
import type { TraceStep } from '../../data/schema/trace.ts';
import { traces } from './data.ts';
import { aligned, pairId, tracePairs } from './trace-pairs.ts';

const steps = (operations: string): TraceStep[] =>
  [...operations].map((operation, index) => ({
    index,
    actor: 'kernel',
    operation,
    text: '',
    kind: 'step',
    changed: [],
    state: { caches: {}, queue: {}, log: {}, media: {}, kernel: {}, trees: {} },
  }));

test('equal steps stand beside each other, the rest alone and in order', () => {
  const rows = aligned(steps('abcd'), steps('acxd'));
  expect(rows.map(({ left, right }) => [left?.operation, right?.operation])).toEqual([
    ['a', 'a'],
    ['b', undefined],
    ['c', 'c'],
    [undefined, 'x'],
    ['d', 'd'],
  ]);
});

test('a pair differs in its one switch, and an alignment leaves no step out', () => {
  const pairs = tracePairs(traces());
  expect(pairs.some(({ axis }) => axis === 'faultSync')).toBe(true);
  expect(new Set(pairs.map(pairId)).size).toBe(pairs.length);
  for (const { axis, on, off } of pairs) {
    expect({ ...on.conditions, [axis]: false }).toEqual(off.conditions);
    const rows = aligned(on.steps, off.steps);
    expect(rows.flatMap(({ left }) => left ?? [])).toEqual(on.steps);
    expect(rows.flatMap(({ right }) => right ?? [])).toEqual(off.steps);
  }
});
