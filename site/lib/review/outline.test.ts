import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Branch, outlineOf } from './outline.ts';
import type { Statement } from './statements.ts';

const node = (id: number) => ({ claim: { id: `c-${id}` } }) as unknown as Statement;

/** Any directed graph of a few statements, circles and doubled edges included. */
const maps = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const nodes = Array.from({ length: size }, (_, id) => node(id));
  const end = fc.integer({ min: 0, max: size - 1 });
  return fc.array(fc.tuple(end, end), { maxLength: 15 }).map((pairs) => ({
    nodes,
    edges: pairs.flatMap(([a, b]) => {
      const [from, to] = [nodes[a], nodes[b]];
      return from && to && from !== to ? [{ from, kind: 'attacks' as const, to }] : [];
    }),
  }));
});

const all = (branches: readonly Branch<Statement>[]): Statement[] =>
  branches.flatMap(({ node, below }) => [node, ...all(below)]);

test('an outline has every statement of the map exactly once, circles or not', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const placed = all(outlineOf(map));
      expect(new Set(placed)).toEqual(new Set(map.nodes));
      expect(placed).toHaveLength(map.nodes.length);
    }),
  );
});

test('a statement stands below the one that it is about', () => {
  const [a, b] = [node(1), node(2)];
  expect(outlineOf({ nodes: [a, b], edges: [{ from: b, kind: 'qualifies', to: a }] })).toEqual([
    { node: a, kind: null, below: [{ node: b, kind: 'qualifies', below: [] }] },
  ]);
});
