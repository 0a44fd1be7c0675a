import { cacheLine, faultCost, type Instruction, type Profile, persistCost } from './profile.ts';

/** The approaches that a durable store can take; see DESIGN's table. */
export type Approach = 'fsync' | 'map-sync' | 'static-chunk' | 'immutable-file' | 'block-flag';

/** A batch of stores to a mapping, made durable together. */
export interface Batch {
  readonly approach: Approach;
  /** Dirty cache lines. */
  readonly lines: number;
  /** Pages among theirs that this mapping has not touched for writing before. */
  readonly firstTouched: number;
  /** Pages of the first-touched whose blocks are not allocated yet. */
  readonly allocated: number;
  /** What the program flushes with; the kernel's fsync flushes with CLWB whatever this says. */
  readonly instruction: Instruction;
  /** Fixed cost of an fsync that finds nothing to do, µs: the system call and its checks. */
  readonly systemCall: number;
}

/** Where the time of a batch goes, µs. Parts sum to `total`. */
export interface BatchCost {
  readonly faults: number;
  readonly logForce: number;
  readonly flush: number;
  readonly systemCall: number;
  readonly total: number;
}

/**
 * What making a batch durable costs under an approach, from the fitted parameters alone.
 *
 * Lines are flushed together under one fence, so the slope counts, not the first line's latency.
 * `fsync` forces the log once for the batch if it allocated; `map-sync` and `block-flag` force it in every
 * allocating fault, before the fault returns (dax_finish_sync_fault); `static-chunk` and
 * `immutable-file` have nothing to allocate. fsync write-protects the pages that it cleans
 * (dax_writeback_mapping_range), so the next store to each faults again: count it as first touched,
 * not allocated, in the next batch.
 *
 * Null where the device has no persist latencies or `faults` (a profile with fault latencies, which
 * may be another device's) has none.
 */
export function durableBatchCost(
  profile: Profile,
  faults: Profile,
  batch: Batch,
): BatchCost | null {
  const byKernel = batch.approach === 'fsync';
  const line = profile.persist[byKernel ? 'clwb' : batch.instruction];
  const fault = faults.faults;
  if (!line || !fault) return null;
  const preallocated = batch.approach === 'static-chunk' || batch.approach === 'immutable-file';
  const allocated = preallocated ? 0 : Math.min(batch.allocated, batch.firstTouched);
  const oneFault = (allocating: boolean) =>
    faultCost(fault, { allocates: allocating, synchronous: false, dirty: false });
  const cost = {
    faults: allocated * oneFault(true) + (batch.firstTouched - allocated) * oneFault(false),
    logForce: (byKernel ? Math.min(1, allocated) : allocated) * fault.logForce,
    flush: batch.lines === 0 ? 0 : persistCost(line, batch.lines * cacheLine) / 1000,
    systemCall: byKernel ? batch.systemCall : 0,
  };
  const total = cost.faults + cost.logForce + cost.flush + cost.systemCall;
  return { ...cost, total };
}

/**
 * The smallest batch, in dirty lines, in which a fixed cost (µs) is at most `share` of the whole:
 * fixed / (fixed + flush(n)) <= share. Null where the device has no persist latencies.
 */
export function linesUntilShare(profile: Profile, fixed: number, share: number): number | null {
  const line = profile.persist.clwb;
  if (!line) return null;
  const flushNeeded = (fixed * (1 - share) * 1000) / share;
  const further = (flushNeeded - line.firstLine) / line.nextLine;
  return Math.max(1, Math.ceil(further) + 1);
}
