import type { Workload } from './workload.ts';
import {
  appendPointer,
  extentOperationElsewhere,
  remapUnderMapping,
  unawareWriter,
} from './workload.ts';

const workloads: Readonly<Record<string, Workload>> = {
  'append-pointer': appendPointer,
  'extent-operation-elsewhere': extentOperationElsewhere,
  'remap-under-mapping': remapUnderMapping,
  'unaware-writer': unawareWriter,
};

/** The workload with this name; throws for one that the model does not know. */
export function workloadOf(name: string): Workload {
  const found = Object.hasOwn(workloads, name) ? workloads[name] : undefined;
  if (!found) {
    throw new Error(`no model workload ${name}; there are ${Object.keys(workloads).join(', ')}`);
  }
  return found;
}
