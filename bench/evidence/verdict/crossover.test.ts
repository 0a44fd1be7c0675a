import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Comparison } from '../predicate/compare.ts';
import { parsePredicate as parse } from '../predicate/parse.ts';
import { crossoversOf } from './crossover.ts';

const fewer = parse('cost[way = a] < cost[way = b]');

function compared(given: Conditions, left: number, right: number, margin = 0): Comparison {
  const estimate = (left - right) / right;
  return {
    metric: 'cost',
    given,
    operator: '<',
    left,
    right,
    difference: { estimate, low: estimate - margin, high: estimate + margin },
    samples: 1,
    exact: margin === 0,
    truth: estimate < 0 ? 'yes' : 'no',
  };
}

test('two lines cross where their formulas say, for every slope', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1.5, max: 60, noNaN: true }),
      fc.double({ min: 0.2, max: 3, noNaN: true }),
      (at, slope) => {
        const points = [1, 4, 16, 64].map((files) =>
          compared({ files }, 100 * (files / at) ** -slope, 100),
        );
        const [found] = crossoversOf(fewer, 0, points);
        expect(found?.less).toBe('right');
        expect(found?.crossings).toHaveLength(1);
        const [crossing] = found?.crossings ?? [];
        expect(crossing?.at).toBeCloseTo(at, 3);
        expect(crossing && crossing.from <= at && at <= crossing.to).toBe(true);
      },
    ),
  );
});

test('each setting of the other axes is a curve of its own; one that does not cross says which side is less', () => {
  const points = [1, 8, 64].flatMap((files) => [
    compared({ files, fs: 'ext4' }, files < 10 ? 11 : 9, 10),
    compared({ files, fs: 'xfs' }, 5, 10),
  ]);
  expect(crossoversOf(fewer, 0, points)).toEqual([
    {
      axis: 'files',
      when: { fs: 'ext4' },
      values: [1, 8, 64],
      less: 'right',
      crossings: [{ from: 8, to: 64, at: expect.closeTo(21.5, 0) }],
    },
    { axis: 'files', when: { fs: 'xfs' }, values: [1, 8, 64], less: 'left', crossings: [] },
  ]);
});

test('a point that cannot be told from 1 is no side of a crossing', () => {
  const points = [
    compared({ files: 1 }, 12, 10, 0.05),
    compared({ files: 8 }, 10.1, 10, 0.05),
    compared({ files: 64 }, 8, 10, 0.05),
  ];
  expect(crossoversOf(fewer, 0, points)[0]?.crossings).toMatchObject([{ from: 1, to: 64 }]);
});

test('a difference that does not matter is none; equality is on the side that the comparison allows', () => {
  const near = [1, 8, 64].map((files) => compared({ files }, files > 8 ? 8 : 10.2, 10));
  expect(crossoversOf(fewer, 0.05, near)[0]).toMatchObject({ less: 'left', crossings: [] });
  const equal = [1, 8, 64].map((files) => ({
    ...compared({ files }, files > 8 ? 12 : 10, 10),
    operator: '<=' as const,
  }));
  expect(crossoversOf(parse('cost[way = a] <= cost[way = b]'), 0, equal)[0]).toMatchObject({
    less: 'left',
    crossings: [{ from: 8, to: 64, at: 8 }],
  });
});

test('two points, words for values, or more than one comparison are no curve', () => {
  const two = [1, 8].map((files) => compared({ files }, 9, 10));
  const words = ['a', 'b', 'c'].map((fs) => compared({ fs }, 9, 10));
  const three = [1, 8, 64].map((files) => compared({ files }, 9, 10));
  expect(crossoversOf(fewer, 0, two)).toEqual([]);
  expect(crossoversOf(fewer, 0, words)).toEqual([]);
  expect(crossoversOf(parse('cost[way = a] == cost[way = b]'), 0, three)).toEqual([]);
  expect(crossoversOf(parse('cost[way = a] < 1 and cost[way = b] < 1'), 0, three)).toEqual([]);
});
