import type { Conditions } from '../../data/schema/scope.ts';
import type { Pins } from '../guest/pins.ts';

/** How an experiment is run, on whichever substrate. */
export interface RunOptions {
  /** Root of the project. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly quick: boolean;
  readonly signal: AbortSignal;
  /** Progress, one line at a time. */
  readonly progress: (line: string) => void;
  /** What the user typed, for the manifest. */
  readonly command: string;
  /** Guest only: per boot, milliseconds. */
  readonly limitMs?: number;
  /** Guest and host: how often each setting is measured. */
  readonly samples?: number;
  /** Host only: a device of data/devices whose published latencies are waited for on DRAM. */
  readonly emulate?: string;
  /** Guest only: the packages of an earlier run, to be had again. */
  readonly pins?: Pins;
  /** Host only: a reader's own program may write outside its folder. */
  readonly outside?: boolean;
  /** These settings of the experiment alone: a part of a sweep that other machines share. */
  readonly settings?: readonly Conditions[];
}
