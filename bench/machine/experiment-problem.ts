import type { Experiment } from '../../data/schema/experiment.ts';
import type { WorkloadEntry } from '../../data/schema/machine.ts';
import type { Conditions, Scope } from '../../data/schema/scope.ts';
import { settings as settingsOf } from '../model/settings.ts';
import { axisProblem } from './axis-problem.ts';
import type { Machines } from './machines.ts';
import { type Problem, quoted } from './problem.ts';
import { programProblem } from './program-problem.ts';

/** The largest product of axes; a boot of so many settings would take hours. */
const mostSettings = 20_000;

/**
 * The first reason why an experiment cannot run on a substrate, found before anything is fetched,
 * compiled or booted; null where there is none. What only the model knows of its own scenarios it
 * finds itself.
 */
export function experimentProblem(
  experiment: Experiment,
  scope: Scope,
  machines: Machines,
): Problem | null {
  return (
    sizeProblem(experiment) ??
    narrowingProblem(experiment) ??
    (experiment.workload === 'program'
      ? programProblem(experiment, scope, machines)
      : workloadProblem(experiment, scope, machines))
  );
}

function sizeProblem({ parameters, quick }: Experiment): Problem | null {
  const axes = Object.values({ ...parameters, ...quick });
  const product = axes.reduce((count, values) => count * values.length, 1);
  const full = Object.values(parameters).reduce((count, values) => count * values.length, 1);
  const most = Math.max(product, full);
  if (most <= mostSettings) return null;
  return {
    path: ['parameters'],
    what: `${most} settings; at most ${mostSettings} are run`,
    next: 'shorten the axes, or cut the experiment into several',
  };
}

/** `except` and `quick` speak of axes and values that the experiment has. */
function narrowingProblem({ parameters, except, quick }: Experiment): Problem | null {
  for (const exception of except) {
    for (const [axis, value] of Object.entries(exception)) {
      if ((parameters[axis] ?? quick[axis])?.includes(value) || quick[axis]?.includes(value)) {
        continue;
      }
      return {
        path: ['except'],
        what: `${axis}: ${quoted(value)} is no value of that axis here`,
        next: 'name an axis of parameters and one of its values',
      };
    }
  }
  const unknown = Object.keys(quick).find((axis) => parameters[axis] === undefined);
  return unknown === undefined
    ? null
    : {
        path: ['quick', unknown],
        what: 'no such axis in parameters',
        next: 'narrow an axis that the experiment has',
      };
}

function workloadProblem(experiment: Experiment, scope: Scope, machines: Machines): Problem | null {
  const entry = machines.workloads.get(experiment.workload);
  if (!entry?.substrates.includes(scope)) {
    if (scope === 'model') return null; // scenarios that only the model knows
    const known = [...machines.workloads.values()]
      .filter(({ substrates }) => substrates.includes(scope))
      .map(({ name }) => name);
    return {
      path: ['workload'],
      what: `no workload ${quoted(experiment.workload)} on ${scope}; expected ${[...known, 'program'].join(', ')}`,
      next: 'name one of them, or write a program of your own (CONTRIBUTING.md)',
    };
  }
  return (
    axesProblem(experiment, entry, scope, machines) ??
    roomProblem(experiment, entry, scope, machines)
  );
}

function axesProblem(
  { parameters, quick }: Experiment,
  entry: WorkloadEntry,
  scope: Scope,
  machines: Machines,
): Problem | null {
  for (const [where, axes] of Object.entries({ parameters, quick })) {
    for (const [axis, values] of Object.entries(axes)) {
      const allowed = entry.narrower[axis] ?? machines.axes[axis];
      if (!entry.axes.includes(axis) || allowed === undefined) {
        if (scope === 'model') continue; // an axis of the model's file system
        return {
          path: [where, axis],
          what: `${entry.name} has no such axis; it has ${entry.axes.join(', ')}`,
          next: 'leave it out',
        };
      }
      if (scope === 'model' && axis === 'approach') continue; // the model knows more of them
      for (const value of values) {
        const what = axisProblem(value, allowed, machines, scope);
        if (what) return { path: [where, axis], what, next: 'mend the value' };
      }
    }
  }
  const needed = scope === 'model' ? entry.requires : [...entry.requires, 'fs'];
  const missing = needed.find(
    (axis) => entry.axes.includes(axis) && parameters[axis] === undefined,
  );
  if (missing !== undefined) {
    return {
      path: ['parameters'],
      what: `${entry.name} needs the axis ${missing}`,
      next: 'add it with its values',
    };
  }
  return null;
}

/** The files of every setting fit into their place. */
function roomProblem(
  experiment: Experiment,
  entry: WorkloadEntry,
  scope: Scope,
  machines: Machines,
): Problem | null {
  if (entry.operations === 0 || scope !== 'guest') return null;
  for (const setting of settingsOf(experiment)) {
    const room = machines.places.get(String(setting['fs']))?.mebibytes ?? 0;
    const needed = (entry.operations * bytesOf(setting)) / 2 ** 20;
    if (needed > room) {
      return {
        path: ['parameters'],
        what: `${quoted(setting)} needs ${Math.ceil(needed)} MiB; ${setting['fs']} has room for ${room}`,
        next: 'make size or dirty smaller',
      };
    }
  }
  return null;
}

/** Of one operation: its stores lie on pages of their own, a first touch of a huge mapping on 2 MiB. */
function bytesOf(setting: Conditions): number {
  const huge = setting['mapping'] === 'pmd' && (setting['state'] ?? 'overwrite') !== 'overwrite';
  const stride = huge ? 2 ** 21 : Math.ceil(Number(setting['size'] ?? 64) / 4096) * 4096;
  return stride * Number(setting['dirty'] ?? 1);
}
