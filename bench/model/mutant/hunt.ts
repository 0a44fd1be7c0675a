import type { Conditions } from '../../../data/schema/scope.ts';
import { CrashChecker } from '../explore/crash.ts';
import { pathTo, reachable } from '../explore/graph.ts';
import { allReductions } from '../explore/options.ts';
import { scenarioOf, startOf } from '../explore/scenario.ts';
import { type CrashInvariant, crashInvariants } from '../invariant/oracle.ts';
import type { Mutant } from './mutants.ts';

/** What the explorer made of one planted bug. */
export interface Hunt {
  readonly mutant: Mutant;
  /** The invariant that broke first; null where the bug was not found. */
  readonly found: CrashInvariant | null;
  /** Crash states checked until then. */
  readonly states: number;
  /** Steps of the actors before the crash. */
  readonly steps: number;
  /** Whether every invariant holds in the same scenario without the bug. */
  readonly soundWithout: boolean;
}

const options = { reductions: allReductions, budget: 1_000_000 };

export function hunt(mutant: Mutant): Hunt {
  const with_ = firstBreak(mutant.workload, { ...mutant.setting, bug: mutant.bug });
  const without = firstBreak(mutant.workload, mutant.setting);
  return { mutant, ...with_, soundWithout: without.found === null };
}

/** Searches breadth first and stops at the first crash state that breaks anything. */
function firstBreak(workload: string, setting: Conditions): Omit<Hunt, 'mutant' | 'soundWithout'> {
  const scenario = scenarioOf(workload, setting, options);
  const start = startOf(scenario);
  const checker = new CrashChecker(scenario.world, start);
  let found: CrashInvariant | null = null;
  let states = 0;
  let at = 0;
  const graph = reachable(start, options.reductions, options.budget, (machine, node) => {
    const { checked, broken } = checker.check(machine, true, options.budget - states);
    states += checked;
    at = node;
    found = crashInvariants.find((_, i) => broken[i]) ?? null;
    return found !== null || states >= options.budget;
  });
  return { found, states, steps: pathTo(graph, at).length - 1 };
}
