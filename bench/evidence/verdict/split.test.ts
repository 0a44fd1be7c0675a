import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decided, splitOf } from './split.ts';

type Case = Decided<'for' | 'against'>;

const value = fc.constantFrom('a', 'b', 'c');
const points = fc.uniqueArray(fc.record({ x: value, y: value, z: value, w: value }), {
  selector: (point) => JSON.stringify(point),
  minLength: 1,
  maxLength: 30,
});

test('one axis that decides is found, and nothing else is named', () => {
  fc.assert(
    fc.property(points, (all) => {
      const cases: Case[] = all.map((when) => ({
        when,
        outcome: when.x === 'a' ? 'for' : 'against',
      }));
      if (new Set(cases.map(({ outcome }) => outcome)).size < 2) return;
      const split = splitOf(cases) ?? [];
      expect(split.every(({ when }) => Object.keys(when).length === 1)).toBe(true);
    }),
  );
});

test('each case matches exactly one row of the split, and the row has its outcome', () => {
  const labelled = points.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.array(fc.constantFrom<Case['outcome']>('for', 'against'), {
        minLength: all.length,
        maxLength: all.length,
      }),
    ),
  );
  fc.assert(
    fc.property(labelled, ([all, outcomes]) => {
      const cases = all.map((when, index) => ({ when, outcome: outcomes[index] ?? 'for' }));
      const split = splitOf(cases);
      expect(split).not.toBeNull();
      for (const { when, outcome } of cases) {
        const rows = (split ?? []).filter((row) =>
          Object.entries(row.when).every(([axis, at]) => when[axis as keyof typeof when] === at),
        );
        expect(rows.map((row) => row.outcome)).toEqual([outcome]);
      }
    }),
  );
});

test('two axes that decide together are both named', () => {
  const cases = ['wal', 'in-place'].flatMap((metadata) =>
    ['on', 'off'].map((invalidate) => ({
      when: { metadata, invalidate, noise: `${metadata}${invalidate}`.length },
      outcome: metadata === 'in-place' && invalidate === 'off' ? 'against' : 'for',
    })),
  );
  const against = splitOf(cases)?.filter(({ outcome }) => outcome === 'against');
  expect(against).toHaveLength(1);
});

test('equal settings with different outcomes cannot be split', () => {
  const when = { x: 1 };
  expect(
    splitOf([
      { when, outcome: 'for' },
      { when, outcome: 'against' },
    ]),
  ).toBeNull();
});
