import { join } from 'node:path';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { filesBelow } from '../../data/schema/files-below.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** The experiments of `data/experiments/`; one that is not well-formed is `warrant check`'s to tell. */
export function readExperiments(root: string): readonly Experiment[] {
  return filesBelow(join(root, 'data', 'experiments'), '.yaml').flatMap((file) => {
    try {
      return [readYaml(file, Experiment)];
    } catch (caught) {
      if (caught instanceof Fault) return [];
      throw caught;
    }
  });
}
