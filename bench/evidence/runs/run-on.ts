import type { Experiment } from '../../../data/schema/experiment.ts';
import { runId } from '../../../data/schema/hash.ts';
import { experimentVersion } from '../../../data/schema/provenance/versions.ts';
import { Run } from '../../../data/schema/run.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import type { RunOptions } from '../../substrate/run-options.ts';
import { type Finished, runModel } from './run-model.ts';

/**
 * Runs an experiment on one substrate.
 * @throws Fault `lacking` where this machine has not what the substrate needs.
 */
export async function runOn(
  experiment: Experiment,
  substrate: Scope,
  options: RunOptions,
): Promise<Finished> {
  if (substrate === 'model') return runModel(experiment, options);
  const measured = await measure(experiment, substrate, options);
  const { manifest } = measured;
  const tools = { ...manifest.tools, experiment: experimentVersion(experiment) };
  const content = { ...measured, manifest: { ...manifest, tools } };
  return { run: Run.parse({ ...content, id: runId(content) }), traces: [] };
}

/** Loaded when called: a run of the model needs neither. */
async function measure(experiment: Experiment, substrate: 'guest' | 'host', options: RunOptions) {
  if (substrate === 'host') {
    const { runHost } = await import('../../host/run-host.ts');
    return runHost(experiment, options);
  }
  const { runGuest } = await import('./run-guest.ts');
  return runGuest(experiment, options);
}
