import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Argument, type Folded, foldArgument, type Part } from './fold-argument.ts';

const argument = fc.integer({ min: 0, max: 80 }).chain((size) =>
  fc
    .array(fc.tuple(fc.nat(Math.max(0, size - 1)), fc.nat(Math.max(0, size - 1))), {
      maxLength: size,
    })
    .map(
      (pairs): Argument<number> => ({
        nodes: Array.from({ length: size }, (_, i) => i),
        edges:
          size === 0 ? [] : pairs.map(([from, to]) => ({ from, kind: 'attacks' as const, to })),
      }),
    ),
);

const allParts = <T>(part: Part<T>): Part<T>[] => [
  part,
  ...part.folds.flatMap((fold) => allParts(fold.part)),
];
const everyPart = <T>({ parts }: Folded<T>) => parts.flatMap(allParts);

describe('foldArgument', () => {
  it('draws at most twelve nodes at once', () => {
    fc.assert(
      fc.property(argument, (whole) => {
        for (const { nodes } of everyPart(foldArgument(whole)))
          expect(nodes.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('leaves nobody out, and shows each once but where a fold begins', () => {
    fc.assert(
      fc.property(argument, (whole) => {
        const folded = foldArgument(whole);
        const inside = (part: Part<number>, from: number): number[] => [
          ...part.nodes.filter((node) => node !== from),
          ...part.folds.flatMap((fold) => inside(fold.part, fold.at)),
        ];
        const shown = [...folded.alone, ...folded.parts.flatMap((part) => inside(part, -1))];
        expect(shown.toSorted((a, b) => a - b)).toEqual(whole.nodes);
      }),
    );
  });

  it('counts what a fold holds, and draws parts that hang together', () => {
    fc.assert(
      fc.property(argument, (whole) => {
        for (const { nodes, edges, folds } of everyPart(foldArgument(whole))) {
          expect(edges.length).toBeGreaterThanOrEqual(nodes.length - 1);
          for (const { at, count, part } of folds) {
            expect(nodes).toContain(at);
            const held = new Set(allParts(part).flatMap((one) => [...one.nodes]));
            expect(held.size).toBe(count + 1);
          }
        }
      }),
    );
  });

  it('keeps what is argued over most', () => {
    const star = {
      nodes: [0, 1, 2, 3, 4, 5],
      edges: [1, 2, 3, 4].map((from) => ({ from, kind: 'supports' as const, to: 5 })),
    };
    const { parts, alone } = foldArgument(star, 3);
    expect(parts[0]?.nodes).toContain(5);
    expect(parts[0]?.folds).toMatchObject([{ at: 5, count: 2 }]);
    expect(alone).toEqual([0]);
  });
});
