import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** An experiment and the file that it was read from. */
export interface LoadedExperiment {
  readonly experiment: Experiment;
  readonly file: string;
}

/**
 * Reads an experiment named by its id in `data/experiments/` or by the path of a YAML file.
 * @throws Fault `inputRefused` for a malformed file (with its line), `usage` for an unknown id.
 */
export function locateExperiment(name: string, root: string, cwd: string): LoadedExperiment {
  const shipped = join(root, 'data/experiments', `${name}.yaml`);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(shipped)) return read(shipped);
  if (/[./]/.test(name)) return read(resolve(cwd, name));
  throw new Fault(
    'usage',
    `no experiment ${JSON.stringify(name)} in data/experiments`,
    'list them with ./warrant bench list',
  );
}

const read = (file: string): LoadedExperiment => ({ experiment: readYaml(file, Experiment), file });

/** Like `locateExperiment`, for callers that need no file name. */
export function loadExperiment(name: string, root: string, cwd: string): Experiment {
  return locateExperiment(name, root, cwd).experiment;
}
