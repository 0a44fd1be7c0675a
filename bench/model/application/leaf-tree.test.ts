import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act } from './act.ts';
import { unitsOf } from './act.ts';
import { LeafTree } from './leaf-tree.ts';

/** Puts a key; the acts of a split before it, and the parts that the put names. */
function put(tree: LeafTree, key: number) {
  const acts: Act[] = [];
  const steps = tree.put(key);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { acts, ...value };
    acts.push(value);
  }
}

test('whatever is put: every key is there once, and no value overwrites the valid one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(60), { maxLength: 200 }),
      fc.constantFrom(128, 1024),
      (keys, bytes) => {
        const tree = new LeafTree(bytes, 200);
        const placed = new Map<number, number>();
        for (const key of keys) {
          const { acts, slot } = put(tree, key);
          // A split moves keys, so that only an update without one tells where the old value is.
          if (acts.length > 0) placed.clear();
          expect([...placed.values()]).not.toContain(slot.at);
          placed.set(key, slot.at);
        }
        expect(tree.keys().toSorted((a, b) => a - b)).toEqual(
          [...new Set(keys)].sort((a, b) => a - b),
        );
      },
    ),
    { seed: 2016 },
  );
});

test('a split makes the new leaf durable before the old one forgets what moved', () => {
  const tree = new LeafTree(1024, 8);
  const kinds = [1, 2, 3].flatMap((key) => put(tree, key).acts.map(({ kind }) => kind));
  expect(kinds).toEqual(['store', 'store', 'durable', 'store', 'durable']);
  expect(tree.pages).toBe(2);
});

test('a range touches the units that it overlaps, no more', () => {
  expect(unitsOf({ at: 60, bytes: 8 }, 64)).toEqual([0, 1]);
  expect(unitsOf({ at: 64, bytes: 64 }, 64)).toEqual([1]);
  expect(unitsOf({ at: 64, bytes: 0 }, 64)).toEqual([]);
});
