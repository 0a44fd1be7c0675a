import { expect, test } from 'vitest';
import { approachOf } from '../approach/approaches.ts';
import { pathTo, reachable } from '../explore/graph.ts';
import { allReductions } from '../explore/options.ts';
import type { Action } from '../workload/action.ts';
import { worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';

/** What eight punches and allocations of one block lead to, each forced. */
function changedAndForced() {
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
  return reachable(start, allReductions, 10_000);
}

test('the shadow map has one copy of a line, however often it was forced', () => {
  const graph = changedAndForced();
  const sizes = pathTo(graph, graph.nodes.length - 1).map(({ machine }) => {
    const lines = machine.logged.map(([line]) => line);
    expect(new Set(lines).size).toBe(lines.length);
    const slots = machine.logged.map(([, slot]) => slot);
    expect(new Set(slots).size).toBe(slots.length);
    return lines.length;
  });
  expect(Math.max(...sizes)).toBe(sizes.at(-1));
});

test('a force counts the lines that it writes: changed lines, their map and the root', () => {
  const graph = changedAndForced();
  const machines = pathTo(graph, graph.nodes.length - 1).map(({ machine }) => machine);
  const ends = machines.filter((machine, at) => machine.sequence !== machines[at - 1]?.sequence);
  // Later generations write over what is as they leave it.
  for (const at of [1, 2]) {
    const [before, after] = [ends[at - 1], ends[at]];
    if (!before || !after) throw new Error('no force');
    const written = after.memory.lines.filter(
      ({ versions }, line) => versions.at(-1) !== before.memory.lines[line]?.versions.at(-1),
    );
    expect(after.counters.journalLines - before.counters.journalLines).toBe(written.length);
  }
});
