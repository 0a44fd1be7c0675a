import { UnknownValue } from './unknown-value.ts';
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

/** The workload with this name; throws `UnknownValue` for another. */
export function workloadOf(name: string): Workload {
  const found = Object.hasOwn(workloads, name) ? workloads[name] : undefined;
  if (!found) throw new UnknownValue(['workload'], name, Object.keys(workloads));
  return found;
}
