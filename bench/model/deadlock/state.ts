/** Who can hold or wait for something: the writing task, and the thread that commits the journal. */
export type Actor = 'writer' | 'committer';

/** Everything that the lock order turns on. */
export interface LockState {
  /** Holder of the lock of the page that write() copies into, which is dirty and in the transaction's ordered list. */
  readonly pageLock: Actor | null;
  /** Whether the writer holds the mmap lock shared, as every fault does. */
  readonly mmapShared: boolean;
  /** Open handles on the running transaction (`t_updates`). */
  readonly handles: number;
  /** The commit has begun: no handle may be started (`T_LOCKED`). */
  readonly locked: boolean;
  /** Somebody waits for the running transaction, or the commit timer fired. */
  readonly requested: boolean;
  readonly committed: boolean;
  /** Whether the user buffer's page is mapped, so that copying from it does not fault. */
  readonly mapped: boolean;
  /** Next step of each actor. */
  readonly writer: number;
  readonly committer: number;
}

export const initialState: LockState = {
  pageLock: null,
  mmapShared: false,
  handles: 0,
  locked: false,
  requested: false,
  committed: false,
  mapped: false,
  writer: 0,
  committer: 0,
};

/** What a step does apart from going on; `ready` false makes the actor wait. */
export interface LockStep {
  readonly text: string;
  readonly ready?: (state: LockState) => boolean;
  readonly effect?: (state: LockState) => Partial<LockState>;
}
