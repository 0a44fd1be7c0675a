import { type Address, overlap } from '../px86/address.ts';
import type { Code } from '../px86/code.ts';
import type { Step } from '../px86/machine.ts';
import { keepsOrder, type Unnumbered } from '../px86/order.ts';

/** A step as far as its order with other steps matters. */
export interface Footprint {
  readonly thread: number;
  /** Index of the instruction. */
  readonly id: number;
  readonly kind: 'load' | 'rmw' | 'mfence' | Unnumbered['kind'];
  /** -1 for fences. */
  readonly line: number;
  readonly at: Address | null;
}

/** Steps of one program have one key each: an instruction is issued or propagated, never both. */
export function keyOf({ thread, id }: { thread: number; id: number }): number {
  return thread * 1024 + id;
}

export function footprint(code: Code, { thread, id }: Step): Footprint {
  const instruction = code.threads[thread]?.[id];
  const base = { thread, id, line: -1, at: null };
  switch (instruction?.op) {
    case 'load':
    case 'rmw':
      return { ...base, kind: instruction.op, line: instruction.at.line, at: instruction.at };
    case 'store':
    case 'ntstore': {
      const kind = instruction.op === 'store' ? 'write' : 'nontemporal';
      return { ...base, kind, line: instruction.at.line, at: instruction.at };
    }
    case 'clflush':
      return { ...base, kind: 'flush', line: instruction.line };
    case 'clflushopt':
    case 'clwb':
      return { ...base, kind: 'flushopt', line: instruction.line };
    case 'mfence':
    case 'sfence':
      return { ...base, kind: instruction.op };
    default:
      throw new Error(`instruction ${id} of thread ${thread} is no step`);
  }
}

/**
 * Whether `earlier` comes before `later` in every execution that has both: one thread issues in order,
 * locked instructions and MFENCE wait for its store buffer, and the buffer keeps what the table of
 * Px86 keeps. A load is not ordered with what the buffer still holds.
 */
export function fixed(earlier: Footprint, later: Footprint): boolean {
  if (earlier.thread !== later.thread || earlier.id >= later.id) return false;
  if (isIssued(earlier)) return true;
  if (later.kind === 'load') return false;
  return isIssued(later) || keepsOrder(asBuffered(earlier), asBuffered(later));
}

/**
 * Whether two steps may lead to different machines in their two orders. Writes to one line always do,
 * since they are versions of that line; a write and a read do where they share bytes; a write and a
 * flush of its line do. Flushes, fences and reads change nothing for one another. A load and the
 * propagation of a store of its own thread give the same value either way: from the buffer or from the
 * cache.
 */
export function conflicts(a: Footprint, b: Footprint): boolean {
  if (a.line < 0 || a.line !== b.line || !(writes(a) || writes(b))) return false;
  if (a.kind !== 'load' && b.kind !== 'load') return true;
  return a.thread !== b.thread && a.at !== null && b.at !== null && overlap(a.at, b.at);
}

export function writes({ kind }: Footprint): boolean {
  return kind === 'write' || kind === 'nontemporal' || kind === 'rmw';
}

function isIssued({ kind }: Footprint): boolean {
  return kind === 'load' || kind === 'rmw' || kind === 'mfence';
}

function asBuffered({ kind, line, at }: Footprint): Unnumbered {
  switch (kind) {
    case 'flush':
    case 'flushopt':
      return { kind, line };
    case 'write':
    case 'nontemporal':
      if (at) return { kind, at, values: [] };
      break;
    case 'sfence':
      return { kind };
  }
  throw new Error(`a ${kind} never waits in a store buffer`);
}
