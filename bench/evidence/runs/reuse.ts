import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Experiment } from '../../../data/schema/experiment.ts';
import type { RunOptions } from '../../substrate/run-options.ts';
import { modelBeginning } from './run-model.ts';
import { jsonFiles, readRun, type StoredRun } from './run-store.ts';

/**
 * A run of the same command with the same tools that lies in `folder` already. The model is
 * deterministic: running it again could only give the same measurements under another date.
 */
export function reusable(
  experiment: Experiment,
  folder: string,
  options: Pick<RunOptions, 'root' | 'command'>,
): StoredRun | null {
  const { tools, command } = modelBeginning(experiment, options);
  const stored = jsonFiles(join(folder, experiment.id, 'model')).map((file) => readRun(file));
  const same = stored.find(
    ({ run: { manifest } }) =>
      manifest.command === command && canonicalJson(manifest.tools) === canonicalJson(tools),
  );
  return same ?? null;
}
