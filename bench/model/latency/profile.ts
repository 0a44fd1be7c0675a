import type { Device } from '../../../data/schema/device.ts';
import { lineBytes, linesPerPage, pageBytes } from '../fs/page.ts';
import { fittedValue, numbersOf } from './published.ts';

/** How a range of bytes becomes durable: non-temporal stores, or stores and CLWB; then SFENCE. */
export type Instruction = 'ntstore' | 'clwb';

/** Cost of a durable range of n cache lines, fence included: `firstLine + (n - 1) * nextLine`, ns. */
export interface LineCost {
  readonly firstLine: number;
  readonly nextLine: number;
}

/** The parameters of the cost model for one device, fitted from its published numbers. */
export interface Profile {
  readonly device: string;
  /** ns of a load that misses every cache, at a random address; null where nothing is published. */
  readonly randomRead: number | null;
  /** ns of one durable line on an idle machine, measured back to back. */
  readonly idleWrite: Readonly<Record<Instruction, number | null>>;
  readonly persist: Readonly<Record<Instruction, LineCost | null>>;
  /** What the media reads and writes at once, bytes; null where it is the cache line. */
  readonly mediaLine: number | null;
  /** Bytes of media lines that the module buffers; null where it has no such buffer. */
  readonly bufferCapacity: number | null;
  readonly faults: FaultCost | null;
}

/** Cost of a write fault on a DAX mapping, µs. */
export interface FaultCost {
  /** Block allocated and written before: page tables only. */
  readonly mapped: number;
  /** What allocation, zeroing and its transaction add. */
  readonly allocation: number;
  /** What forcing the log adds, where the fault is synchronous and the inode dirty. */
  readonly logForce: number;
}

/**
 * Sets the parameters from the numbers marked `fitted`, and from no others. The write path up to the
 * write pending queue belongs to the processor, not to the module (ADR: a store is durable in the
 * queue), so `dram` supplies it wherever the device has no fitted number of its own.
 */
export function fitProfile(device: Device, dram: Device): Profile {
  const own = (name: string, conditions = {}) => fittedValue(device, name, conditions);
  const added = numbersOf(device, 'added-latency').map(({ value }) => value);
  const link =
    added.length > 0 ? added.reduce((sum, value) => sum + value, 0) / added.length : null;
  const localRead = fittedValue(dram, 'read-latency', { pattern: 'random' });
  const onMemoryBus = link === null && own('read-latency', { pattern: 'random' }) !== null;
  const idle = (instruction: Instruction) =>
    own('write-latency', { instruction }) ??
    (onMemoryBus ? fittedValue(dram, 'write-latency', { instruction }) : null);
  return {
    device: device.id,
    randomRead:
      link !== null && localRead !== null
        ? localRead + link
        : own('read-latency', { pattern: 'random' }),
    idleWrite: { ntstore: idle('ntstore'), clwb: idle('clwb') },
    persist: fitPersist(device),
    mediaLine: own('media-line'),
    bufferCapacity: own('buffer-capacity'),
    faults: fitFaults(device),
  };
}

/**
 * Three numbers: one line of each instruction, and 4 KiB of non-temporal stores, whose slope is the
 * rate at which the module takes lines. CLWB drains through the same queue, so it gets that slope.
 */
function fitPersist(device: Device): Profile['persist'] {
  const at = (instruction: Instruction, bytes: number) =>
    fittedValue(device, 'persist-latency', { instruction, bytes });
  const one = at('ntstore', lineBytes);
  const page = at('ntstore', pageBytes);
  const clwb = at('clwb', lineBytes);
  if (one === null || page === null || clwb === null) return { ntstore: null, clwb: null };
  const nextLine = (page - one) / (linesPerPage - 1);
  return { ntstore: { firstLine: one, nextLine }, clwb: { firstLine: clwb, nextLine } };
}

/** Three numbers: a fault on a preallocated file, on an empty one, and on an empty one with MAP_SYNC. */
function fitFaults(device: Device): FaultCost | null {
  const fault = (file: string, mapSync: boolean) =>
    fittedValue(device, 'fault-latency', { file, mapSync });
  const mapped = fault('preallocated', false);
  const empty = fault('empty', false);
  const synchronous = fault('empty', true);
  if (mapped === null || empty === null || synchronous === null) return null;
  return { mapped, allocation: empty - mapped, logForce: synchronous - empty };
}

/**
 * ns until a range of `bytes`, aligned to cache lines, is durable.
 * @example
 * persistCost({ firstLine: 100, nextLine: 10 }, 65) // => 110
 */
export function persistCost(cost: LineCost, bytes: number): number {
  return cost.firstLine + (Math.ceil(bytes / lineBytes) - 1) * cost.nextLine;
}

/**
 * µs of a write fault. `dirty`: the inode has metadata that the log does not hold yet.
 * @example
 * const cost = { mapped: 1, allocation: 2, logForce: 4 };
 * faultCost(cost, { allocates: true, synchronous: true, dirty: true }) // => 7
 * faultCost(cost, { allocates: true, synchronous: false, dirty: true }) // => 3
 */
export function faultCost(
  cost: FaultCost,
  fault: { readonly allocates: boolean; readonly synchronous: boolean; readonly dirty: boolean },
): number {
  const allocation = fault.allocates ? cost.allocation : 0;
  return cost.mapped + allocation + (fault.synchronous && fault.dirty ? cost.logForce : 0);
}
