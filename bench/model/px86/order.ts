import { type Address, overlap } from './address.ts';

/** What waits in a thread's store buffer until it is propagated to the cache. */
export type Buffered = {
  /** Index of the instruction in its thread, which tells entries of one buffer apart. */
  readonly id: number;
} & (
  | {
      readonly kind: 'write' | 'nontemporal';
      readonly at: Address;
      /** By slot of `at`. */
      readonly values: readonly number[];
    }
  | { readonly kind: 'flush' | 'flushopt'; readonly line: number }
  | { readonly kind: 'sfence' }
);

/**
 * Whether `earlier`, issued by the same thread before `later`, must also be propagated before it.
 *
 * Stores and flushes: the ordering table of Px86sim (Raad et al., POPL 2020, section 2): a store
 * and a CLFLUSH keep their order with one another on any lines; CLFLUSHOPT and CLWB wait for
 * earlier stores to their own cache line alone, and nothing but a fence waits for them; SFENCE keeps its
 * order with everything here. (Px86sim also orders them with a CLFLUSH of their line, as the SDM did
 * until 2018; the present one does not, and no set of states depends on it.)
 *
 * Non-temporal stores (Raad, Maranget and Vafeiadis, POPL 2022; Intel SDM volume 3, "Memory
 * Ordering"): weakly ordered, so only a fence, a store to the same bytes and a flush of the same
 * line hold one back. How we read the cases that those texts leave open is in
 * docs/decisions/0008-px86-reading.md.
 */
export function keepsOrder(earlier: Unnumbered, later: Unnumbered): boolean {
  if (earlier.kind === 'sfence' || later.kind === 'sfence') return true;
  const strong = (one: Unnumbered) => one.kind === 'write' || one.kind === 'flush';
  if (strong(earlier) && strong(later)) return true;
  if (earlier.kind === 'flushopt') return false;
  if (earlier.kind === 'flush' && later.kind === 'flushopt') return false;
  if ('at' in earlier && 'at' in later) return overlap(earlier.at, later.at);
  return lineOf(earlier) === lineOf(later);
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Unnumbered = DistributiveOmit<Buffered, 'id'>;

/** Positions in the buffer that may be propagated next. */
export function propagatable(buffer: readonly Buffered[]): number[] {
  return buffer.flatMap((entry, position) =>
    buffer.slice(0, position).some((earlier) => keepsOrder(earlier, entry)) ? [] : [position],
  );
}

function lineOf(entry: Exclude<Unnumbered, { kind: 'sfence' }>): number {
  return 'at' in entry ? entry.at.line : entry.line;
}
