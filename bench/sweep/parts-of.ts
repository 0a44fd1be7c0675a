import { chunks } from '../../data/schema/chunks.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { boots } from '../guest/boots.ts';
import { readMachines } from '../machine/machines.ts';
import { settings } from '../model/settings.ts';

/** A model setting takes milliseconds to seconds; more parts than this are more talk than work. */
const mostModelParts = 64;

/**
 * The settings of a sweep cut where cutting changes nothing: the guest between boots, since what runs
 * earlier in a boot moves the timer tick of what runs later; the model anywhere, since no setting
 * sees another.
 */
export function partsOf(
  experiment: Experiment,
  substrate: 'model' | 'guest',
  quick: boolean,
  root: string,
): Conditions[][] {
  const all = settings(experiment, { quick });
  if (substrate === 'guest') return boots(experiment, all, readMachines(root));
  return chunks(all, Math.ceil(all.length / mostModelParts));
}
