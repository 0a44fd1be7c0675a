import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Machine } from '../fs/machine.ts';
import { View } from '../fs/view.ts';
import { refused } from '../invariant/oracle.ts';
import { recover } from '../recovery/recover.ts';
import { CrashChecker } from './crash.ts';
import { reachable } from './graph.ts';
import { allReductions } from './options.ts';
import { scenarioOf, startOf } from './scenario.ts';

const options = { reductions: allReductions, budget: 1_000_000 };

test.each([
  ['append-pointer', 96],
  ['many-forces', 48],
])(
  '%s: where 8 bytes persist at once, no mixture comes to what the mixtures that stand for all do not',
  (workload, logLines) => {
    const scenario = scenarioOf(
      workload,
      { approach: 'map-sync', faultSync: true, journal: 'xfs', atomicity: 'word', logLines },
      options,
    );
    const { world } = scenario;
    const { nodes, points } = reachable(startOf(scenario), options.reductions, options.budget);
    const start = nodes[0]?.machine;
    if (!start) throw new Error('a graph has a start');
    const checker = new CrashChecker(world, start);
    const view = new View(world.geometry, world.contents);
    const open = points.flatMap((point) => {
      const machine = nodes[point]?.machine;
      return machine?.memory.lines.some(({ versions }) => versions.length > 1) ? [machine] : [];
    });
    const known = new Map<Machine, readonly boolean[]>();
    const brokenAt = (machine: Machine) => {
      const found =
        known.get(machine) ??
        checker.check(machine, true, options.budget).broken.map((one) => one !== null);
      known.set(machine, found);
      return found;
    };
    fc.assert(
      fc.property(fc.nat(open.length - 1), fc.infiniteStream(fc.nat()), (at, picks) => {
        const machine = open[at];
        if (!machine) return;
        const broken = brokenAt(machine);
        const image = machine.memory.lines.map(({ versions }) => mixture(versions, picks));
        view.load(image, [], true);
        checker.oracle.hold(machine.promises);
        const mask = recover(world, view) ? checker.oracle.judge(view) : refused;
        for (const [bit, found] of broken.entries()) {
          if ((mask & (1 << bit)) !== 0) expect(found).toBe(true);
        }
      }),
      { numRuns: 500 },
    );

    /** Each half word from any version; half of the lines stay newest, or hardly any record would be whole. */
    function mixture(versions: readonly number[], picks: Iterator<number>): number {
      const pick = (count: number) => Number(picks.next().value) % count;
      const newest = versions.at(-1) ?? 0;
      if (versions.length === 1 || pick(2) === 0) return newest;
      const half = (word: number) =>
        world.contents.word(versions[pick(versions.length)] ?? 0, word);
      return world.contents.intern(
        [0, 1, 2, 3].map((word) => (half(word) & 0xffff0000) | (half(word) & 0xffff)),
      );
    }
  },
);
