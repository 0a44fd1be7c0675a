import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Contents } from './contents.ts';
import { Draft } from './draft.ts';
import { convertBlock, extentsOf, mapExtent, shiftExtents, unmapRange } from './extents.ts';
import { geometry, inodeLine } from './geometry.ts';
import { child, type Node, readNode, root } from './node.ts';
import { inodeMagic, packHeader, recordBlock, recordOffset } from './record.ts';

function emptyFile(fanout: number): Draft {
  const g = geometry({ fanout, fileBlocks: 64, files: 1, blocks: 240 });
  const draft = new Draft(g, new Contents(), new Array<number>(g.lines).fill(0), new Set());
  draft.setWord(inodeLine(g, 0), 0, packHeader(inodeMagic, 1, 0, 0));
  return draft;
}

/** Shape rules of a B+tree: keys ascend, pointers carry their child's first key, nodes fit. */
function check(draft: Draft, node: Node): number {
  const offsets = node.records.map(recordOffset);
  expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
  expect(node.records.length).toBeLessThanOrEqual(
    node.ref.kind === 'root' ? draft.geometry.rootFanout : draft.geometry.fanout,
  );
  if (node.level === 0) return 1;
  let nodes = 1;
  for (const record of node.records) {
    const below = readNode(draft, child(0, recordBlock(record)));
    expect(below.level).toBe(node.level - 1);
    expect(below.records.length).toBeGreaterThan(0);
    expect(recordOffset(below.records[0] ?? -1)).toBe(recordOffset(record));
    nodes += check(draft, below);
  }
  return nodes;
}

function usedBlocks(draft: Draft): number {
  let used = 0;
  for (let b = 0; b < draft.geometry.blocks; b++) used += draft.references(b) > 0 ? 1 : 0;
  return used;
}

type Block = readonly [block: number, unwritten: boolean];
function asMap(draft: Draft): Map<number, Block> {
  return new Map(
    extentsOf(draft, 0).flatMap(({ offset, block, length, unwritten }) =>
      Array.from({ length }, (_, i) => [offset + i, [block + i, unwritten]] as const),
    ),
  );
}

const offset = fc.nat(47);
const map = fc.record({ kind: fc.constant('map' as const), at: offset, skip: fc.boolean() });
const punch = fc.record({
  kind: fc.constant('punch' as const),
  at: offset,
  length: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 })),
});
const operation = fc.oneof(
  { weight: 4, arbitrary: map },
  { weight: 3, arbitrary: punch },
  fc.record({ kind: fc.constant('convert' as const), at: offset }),
  fc.record({ kind: fc.constant('insert' as const), at: offset }),
  fc.record({ kind: fc.constant('collapse' as const), at: offset }),
);

/** A tall tree of single blocks first, so that what follows splits, borrows and joins at every level. */
const operations = fc
  .tuple(
    fc.uniqueArray(offset, { maxLength: 36, size: 'max' }),
    fc.array(operation, { minLength: 1, maxLength: 40, size: 'max' }),
  )
  .map(([first, then]) => [
    ...first.map((at) => ({ kind: 'map' as const, at, skip: true })),
    ...then,
  ]);

test('the tree maps what a plain map of blocks maps, whatever is inserted, punched and shifted', () => {
  let tallest = 0;
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 6 }), operations, (fanout, all) => {
      const draft = emptyFile(fanout);
      let oracle = new Map<number, Block>();
      let skipped = 0; // allocated and given to nobody
      for (const o of all) {
        if (o.kind === 'map' && !oracle.has(o.at)) {
          if (o.skip) skipped += draft.allocate() >= 0 ? 1 : 0; // keeps extents from joining
          const block = draft.allocate();
          mapExtent(draft, 0, { offset: o.at, block, length: 1, unwritten: true, noSync: false });
          oracle.set(o.at, [block, true]);
        } else if (o.kind === 'punch') {
          unmapRange(draft, 0, o.at, o.at + o.length);
          for (let i = 0; i < o.length; i++) oracle.delete(o.at + i);
        } else if (o.kind === 'convert') {
          convertBlock(draft, 0, o.at, { unwritten: false, noSync: false });
          const known = oracle.get(o.at);
          if (known) oracle.set(o.at, [known[0], false]);
        } else if (o.kind === 'insert') {
          shiftExtents(draft, 0, o.at, 1);
          oracle = new Map([...oracle].map(([key, b]) => [key >= o.at ? key + 1 : key, b]));
        } else if (o.kind === 'collapse') {
          unmapRange(draft, 0, o.at, o.at + 1);
          oracle.delete(o.at);
          shiftExtents(draft, 0, o.at + 1, -1);
          oracle = new Map([...oracle].map(([key, b]) => [key > o.at ? key - 1 : key, b]));
        }
        expect(asMap(draft)).toEqual(oracle);
        const top = readNode(draft, root(0));
        tallest = Math.max(tallest, top.level);
        const nodes = check(draft, top);
        expect(usedBlocks(draft)).toBe(nodes - 1 + oracle.size + skipped);
      }
    }),
    { numRuns: 80, seed: 7, endOnFailure: true },
  );
  expect(tallest).toBeGreaterThanOrEqual(2);
});
