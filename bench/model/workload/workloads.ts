import { UnknownValue } from '../approach/unknown-value.ts';
import { appendPointer } from './append-pointer.ts';
import { deviceBesideFsync, deviceUnderRemap } from './device-under-remap.ts';
import { extentOperationElsewhere } from './extent-operation-elsewhere.ts';
import { checkpointAfterFree, freedBlockReused, treeBlockReused } from './freed-blocks.ts';
import { hugeEntryCut } from './huge-entry-cut.ts';
import { logGoesRound } from './log-goes-round.ts';
import {
  allocatedByAnother,
  cloneOfFlaggedBlock,
  manyForces,
  treeBlockMadeAgain,
} from './made-again.ts';
import { operationBesideForce } from './operation-beside-force.ts';
import { remapUnderMapping } from './remap-under-mapping.ts';
import { doubleWriteCommit, redoLogCommit } from './transactions.ts';
import { twoFsyncs } from './two-fsyncs.ts';
import { unawareWriter } from './unaware-writer.ts';
import { unlinkedFile } from './unlinked-file.ts';
import type { Workload } from './workload.ts';

const workloads: Readonly<Record<string, Workload>> = {
  'append-pointer': appendPointer,
  'extent-operation-elsewhere': extentOperationElsewhere,
  'remap-under-mapping': remapUnderMapping,
  'checkpoint-after-free': checkpointAfterFree,
  'freed-block-reused': freedBlockReused,
  'tree-block-reused': treeBlockReused,
  'tree-block-made-again': treeBlockMadeAgain,
  'allocated-by-another': allocatedByAnother,
  'clone-of-flagged-block': cloneOfFlaggedBlock,
  'many-forces': manyForces,
  'log-goes-round': logGoesRound,
  'device-under-remap': deviceUnderRemap,
  'device-beside-fsync': deviceBesideFsync,
  'unlinked-file': unlinkedFile,
  'huge-entry-cut': hugeEntryCut,
  'two-fsyncs': twoFsyncs,
  'operation-beside-force': operationBesideForce,
  'unaware-writer': unawareWriter,
  'redo-log-commit': redoLogCommit,
  'double-write-commit': doubleWriteCommit,
};

/** The workload with this name; throws `UnknownValue` for another. */
export function workloadOf(name: string): Workload {
  const found = Object.hasOwn(workloads, name) ? workloads[name] : undefined;
  if (!found) throw new UnknownValue(['workload'], name, Object.keys(workloads));
  return found;
}
