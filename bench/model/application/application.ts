import type { Conditions } from '../../../data/schema/scope.ts';
import type { Act } from './act.ts';

/** What the blocks of a file are before the application runs. */
export type FileState = 'hole' | 'unwritten' | 'overwrite';

/** The files that an application works on; those that it creates are not there yet. */
export interface Layout {
  readonly files: number;
  /** Pages that each file has at most. */
  readonly pages: number;
  /** Blocks of the file system: at least the pages in use at once, and some for the trees. */
  readonly blocks: number;
  /** Whether the application creates its files itself. */
  readonly creates: boolean;
}

/**
 * An application workload: which durable operations it makes, the same under every approach. Pure:
 * equal settings and equal random numbers give equal acts.
 */
export interface Application {
  layout(setting: Conditions): Layout;
  /** @param random A uniform integer below its argument. */
  acts(setting: Conditions, random: (below: number) => number): Iterable<Act>;
}

/** A whole number that the setting must have; throws for one that is missing. */
export function numberOf(setting: Conditions, axis: string): number {
  const value = setting[axis];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new Error(`${axis} is ${JSON.stringify(value)}; expected a whole number above 0`);
  }
  return value;
}
