import type { Application } from './application.ts';
import { doubleWrite } from './double-write.ts';
import { keyValue } from './key-value.ts';
import { manyMappings } from './many-mappings.ts';
import { redoLog } from './redo-log.ts';
import { smallFiles } from './small-files.ts';

/** Application workloads by `Experiment.workload`. */
export const applications: Readonly<Record<string, Application>> = {
  'redo-log': redoLog,
  'key-value': keyValue,
  'double-write': doubleWrite,
  'small-files': smallFiles,
  'many-mappings': manyMappings,
};
