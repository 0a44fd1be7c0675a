import { expect, test } from 'vitest';
import { approachOf } from '../approach/approaches.ts';
import { pathTo, reachable } from '../explore/graph.ts';
import { allReductions } from '../explore/options.ts';
import type { Action } from '../workload/action.ts';
import { worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';

test('the shadow map has one copy of a line, however often it was forced', () => {
  const world = worldOf({ metadata: 'cow' }, false);
  const change = (kind: 'punch' | 'fallocate'): Action[] => [
    { kind: 'operation', operation: { kind, file: 0, at: 1, length: 1 } },
    { kind: 'force' },
  ];
  const actions = Array.from({ length: 8 }, () => [...change('punch'), ...change('fallocate')]);
  const start = startMachine(
    world,
    approachOf('fsync'),
    [0, 1, 2].map((offset) => ({ file: 0, offset, value: 1 + offset })),
    { names: ['program'], actors: [actions.flat()] },
  );
  const graph = reachable(start, allReductions, 10_000);
  const sizes = pathTo(graph, graph.nodes.length - 1).map(({ machine }) => {
    const lines = machine.logged.map(([line]) => line);
    expect(new Set(lines).size).toBe(lines.length);
    const slots = machine.logged.map(([, slot]) => slot);
    expect(new Set(slots).size).toBe(slots.length);
    return lines.length;
  });
  expect(Math.max(...sizes)).toBe(sizes.at(-1));
});
