import { approachOf } from '../model/approach/approaches.ts';
import { explore as exploreFiles } from '../model/explore/explore.ts';
import { allReductions } from '../model/explore/options.ts';
import { explore as explorePrograms } from '../model/litmus/explore.ts';
import { parseLitmus } from '../model/litmus/parse.ts';
import type { Action } from '../model/workload/action.ts';
import { worldOf } from '../model/workload/setting.ts';
import { startMachine } from '../model/workload/start.ts';

/**
 * How the searches grow with what runs at once: threads of three write-backs that share no line, and writers that
 * fault, store and write back in one file over one log. Prints what was searched and the processor time, which
 * others on the machine disturb less than the clock.
 */
for (const threads of [1, 2, 4, 8]) {
  const program = parseLitmus(disjoint(threads));
  measure(`${threads} disjoint threads`, () => {
    const { states, executions, steps } = explorePrograms(program);
    return `${states.length} crash states, ${executions} execution, ${steps} steps`;
  });
}
for (const journal of ['jbd2', 'xfs']) {
  for (const writers of [1, 2, 3]) {
    const world = worldOf({ journal, faultSync: true }, false);
    const actors = Array.from({ length: writers }, (_, i): Action[] => {
      const cell = { file: 0, offset: i };
      return [
        { kind: 'store', cell, value: 20 + i },
        { kind: 'durable', cells: [cell] },
      ];
    });
    const start = startMachine(world, approachOf('map-sync'), [{ file: 0, offset: 5, value: 1 }], {
      names: actors.map((_, i) => `writer ${i}`),
      actors,
    });
    measure(`${writers} writers over the log of ${journal}`, () => {
      const options = { reductions: allReductions, budget: 20_000_000 };
      const { machines, checked, complete } = exploreFiles(world, start, options);
      return `${machines} machine states, ${checked} crash states, ${complete ? 'complete' : 'cut short'}`;
    });
  }
}

function measure(what: string, search: () => string): void {
  const began = process.cpuUsage();
  const found = search();
  const { user, system } = process.cpuUsage(began);
  process.stdout.write(`${what}: ${found}, ${((user + system) / 1e6).toFixed(2)} s\n`);
}

function disjoint(threads: number): string {
  const thread = (t: number) =>
    ['thread', ...[0, 1, 2].map((i) => `store x${t}_${i} 1\nclwb x${t}_${i}`), 'sfence'].join('\n');
  const all = Array.from({ length: threads }, (_, t) => thread(t));
  const seen = all.map((_, t) => `x${t}_0`).join(' ');
  return `litmus "disjoint"\n${all.join('\n')}\nobserve ${seen}`;
}
