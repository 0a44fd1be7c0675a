import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** The experiments of `data/experiments/`; one that is not well-formed is `warrant check`'s to tell. */
export function readExperiments(root: string): readonly Experiment[] {
  const folder = join(root, 'data', 'experiments');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      try {
        return [readYaml(join(folder, name), Experiment)];
      } catch (caught) {
        if (caught instanceof Fault) return [];
        throw caught;
      }
    });
}
