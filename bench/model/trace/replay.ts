import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Trace } from '../../../data/schema/trace.ts';
import { runDeadlock } from '../deadlock/run-deadlock.ts';
import type { WayPoint } from '../explore/graph.ts';
import { allReductions } from '../explore/options.ts';
import { type Scenario, scenarioOf, startOf } from '../explore/scenario.ts';
import { keeping } from '../explore/shrink.ts';
import { take } from '../fs/machine.ts';
import { crashInvariants } from '../invariant/oracle.ts';
import type { UnnamedTrace } from '../outcome.ts';
import { writeTrace } from './build.ts';

/**
 * The trace as the model writes it today, from the trace's own actions and crash: the same steps are
 * taken again, the image is recovered and judged. A trace that still says what happens comes out equal.
 * @throws Error that says where the replay stopped: a step that cannot be taken, an image that breaks
 * nothing, a presupposition that did not happen.
 */
export function replay(trace: Trace, experiment: Experiment): UnnamedTrace {
  if (experiment.workload === 'sync-fault') return deadlock(trace, experiment);
  const { breach, conditions } = trace;
  if (!breach) throw new Error('the trace does not say which actions were kept and what was lost');
  const invariant = crashInvariants.find((each) => each === trace.invariant);
  if (!invariant) throw new Error('the trace names no invariant that a crash can break');
  const options = { reductions: allReductions, budget: experiment.budget };
  const scenario = keeping(scenarioOf(experiment.workload, conditions, options), breach.kept);
  const persisted = new Map(
    Object.entries(breach.lost).map(([line, newest]) => [Number(line), newest]),
  );
  const { experiment: id, approach, seed } = trace;
  const way = { scenario, kept: breach.kept, path: pathOf(scenario, trace), persisted };
  return writeTrace(way, invariant, { experiment: id, approach, conditions, seed });
}

/** The machines that the trace's steps lead through. */
function pathOf(scenario: Scenario, { steps }: Trace): readonly WayPoint[] {
  const path: WayPoint[] = [{ machine: startOf(scenario), actor: -1, step: null }];
  for (const { index, kind, actor: name, operation } of steps) {
    if (kind === 'crash') break;
    const { machine } = path.at(-1) ?? {};
    const actor = scenario.program.names.indexOf(name);
    const step = machine?.queues[actor]?.[0];
    if (!machine || !step || step.key.split(' ')[0] !== operation) {
      throw new Error(`step ${index + 1}: ${name} has no ${JSON.stringify(operation)} to take`);
    }
    if (step.ready?.(machine, actor) === false) {
      throw new Error(`step ${index + 1}: ${name} cannot go on there`);
    }
    path.push({ machine: take(machine, actor, step), actor, step });
  }
  return path;
}

/** The search for a deadlock has a few hundred states: it is made again. */
function deadlock({ conditions }: Trace, experiment: Experiment): UnnamedTrace {
  const [found] = runDeadlock(experiment, conditions).explorations;
  if (!found?.counterexample) throw new Error('no interleaving deadlocks');
  return found.counterexample;
}
