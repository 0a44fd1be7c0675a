import type { Experiment } from '../../data/schema/experiment.ts';
import { ApproachId } from '../../data/schema/ids.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Explored, Subject } from './explore.ts';
import { outcomeOf, outcomes } from './outcome.ts';

/** Counts of a search, each a single number: what was tried, what became of it, what reduction removed. */
export function reported(
  experiment: Experiment,
  setting: Conditions,
  { points, images, reachableLog2, ended, complete }: Explored,
  subject: Subject | undefined,
) {
  const conditions: Conditions = {
    ...setting,
    faultSync: setting['operation'] === 'map-sync-clwb',
  };
  const kinds = images.map(({ found }) => outcomeOf(found));
  const count = (metric: string, value: number, unit = 'count'): Measurement => ({
    metric,
    unit,
    conditions,
    samples: [value],
  });
  const mounted = images.filter(({ found }) => found.mount === 0);
  const exploration = (invariant: Exploration['invariant'], holds: boolean): Exploration => ({
    experiment: experiment.id,
    approach: ApproachId.parse(conditions['approach']),
    conditions,
    invariant,
    states: images.length,
    complete,
    holds,
    counterexample: null,
  });
  return {
    // A reader's own program may compare no approaches.
    explorations:
      conditions['approach'] === undefined
        ? []
        : [
            exploration('acknowledged-survives', !kinds.includes('lost')),
            exploration('tree-well-formed', !kinds.includes('broken')),
          ],
    measurements: [
      count('crash-points', points),
      count('crash-points-ended', ended),
      count('crash-images', images.length),
      count('crash-images-reachable', Math.round(reachableLog2 * 10) / 10, 'log2'),
      ...outcomes.map((kind) =>
        count(`crash-${kind}`, kinds.filter((each) => each === kind).length),
      ),
      count('lost-records', Math.max(0, ...mounted.map(({ found }) => found.lost.length))),
      count('checker-complaints', mounted.filter(({ found }) => found.checker !== 0).length),
      count('promises', subject?.promises.length ?? 0),
      ...(subject?.atomicRequests === undefined
        ? []
        : [count('atomic-requests', subject.atomicRequests)]),
    ],
  };
}
