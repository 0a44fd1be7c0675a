import type { Experiment } from '../../data/schema/experiment.ts';
import { ApproachId } from '../../data/schema/ids.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { CrashLog } from './crash-log.ts';
import type { Choice, CrashImage } from './crash-states.ts';
import type { SerialResult } from './serial.ts';

/** The crash images of one setting. */
export interface Images {
  readonly setting: Conditions;
  readonly log: CrashLog;
  readonly images: readonly CrashImage[];
  /** Before the budget cut it. */
  readonly all: number;
}

/** Whether every acknowledged record of an image was found, and what the checker said. */
export function outcomeOf(
  experiment: Experiment,
  { setting, images, all }: Images,
  { results, refusals }: SerialResult,
  first: number,
) {
  const sample = (id: number, metric: string) =>
    results.get(id)?.find((result) => result.metric === metric)?.samples;
  const judged = images.map(({ acknowledged, choice }, index) => {
    const id = first + index;
    const [values, checker] = [sample(id, 'records'), sample(id, 'checker')?.[0]];
    if (!values || checker === undefined) {
      throw new Error(`crash image ${id} was not recovered: ${refusals.get(id) ?? 'nothing said'}`);
    }
    const lost = values.slice(0, acknowledged).filter((value, at) => value !== at + 1).length;
    const broken = checker === 0 && sample(id, 'mounted')?.[0] === 1 ? 0 : 1;
    return { choice, lost, broken };
  });
  // What holds although single lines tear holds for whole blocks; the converse is what to look at.
  const byTearing = (['block', 'line'] as const).map((tearing) => ({
    conditions: { ...setting, faultSync: setting['operation'] === 'map-sync-clwb', tearing },
    images: judged.filter(({ choice }) => tearing === 'line' || choice !== 'sample-line'),
  }));
  return {
    explorations: byTearing.flatMap((part) => [
      exploration(experiment, part, 'acknowledged-survives', (image) => image.lost === 0),
      exploration(experiment, part, 'tree-well-formed', (image) => image.broken === 0),
    ]),
    measurements: byTearing.flatMap(({ conditions, images: some }) => [
      counted('crash-images', conditions, [all]),
      counted(
        'lost-records',
        conditions,
        some.map(({ lost }) => lost),
      ),
      counted(
        'checker-complaints',
        conditions,
        some.map(({ broken }) => broken),
      ),
    ]),
  };
}

interface Judged {
  readonly choice: Choice;
  /** Acknowledged records that were not found. */
  readonly lost: number;
  /** 1 if the kernel refused to mount or its checker found something to mend. */
  readonly broken: number;
}

function exploration(
  experiment: Experiment,
  { conditions, images }: { readonly conditions: Conditions; readonly images: readonly Judged[] },
  invariant: Exploration['invariant'],
  good: (image: Judged) => boolean,
): Exploration {
  return {
    experiment: experiment.id,
    approach: ApproachId.parse(conditions['approach']),
    conditions,
    invariant,
    states: images.length,
    complete: false, // crash points and lines are sampled
    holds: images.every(good),
    counterexample: null,
  };
}

function counted(metric: string, conditions: Conditions, samples: readonly number[]): Measurement {
  return { metric, unit: 'count', conditions, samples: [...samples] };
}
