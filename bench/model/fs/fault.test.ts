import { expect, test } from 'vitest';
import { approachOf } from '../approach/approaches.ts';
import { reachable } from '../explore/graph.ts';
import { allReductions } from '../explore/options.ts';
import { twoFiles } from '../workload/initial.ts';
import { worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';
import { extentsOf } from './extents.ts';
import { blockLine } from './geometry.ts';
import { draftOf } from './transact.ts';

test('a store into a shared block changes the copy that it gets, and no other block', () => {
  const world = worldOf({}, false);
  const { geometry: g } = world;
  const reflink = { kind: 'reflink', file: 0, at: 0, to: 1, toAt: 9 } as const;
  const actions = [
    { kind: 'operation', operation: reflink },
    { kind: 'store', cell: { file: 0, offset: 0 }, value: 20 },
  ] as const;
  const start = startMachine(world, approachOf('fsync'), twoFiles([0, 1], [0, 1]), {
    names: ['program'],
    actors: [actions],
  });
  const end = reachable(start, allReductions, 10_000).nodes.at(-1)?.machine;
  if (!end) throw new Error('no end');
  const newest = (machine: typeof end, line: number) => machine.memory.lines[line]?.versions.at(-1);
  const blocks = new Set<number>();
  for (let line = g.blockStart; line < end.memory.lines.length; line++) {
    if (newest(end, line) !== newest(start, line))
      blocks.add(Math.floor((line - g.blockStart) / g.blockLines));
  }
  const [own] = extentsOf(draftOf(world, end), 0);
  expect(own?.offset).toBe(0);
  expect([...blocks]).toEqual([own?.block]);
  expect(newest(end, blockLine(g, own?.block ?? -1))).toBeGreaterThan(0);
});
