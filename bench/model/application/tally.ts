/** What an application, its approach and the kernel did. All counts; bytes come from lines of 64 B. */
const emptyTally = {
  operations: 0,
  flushes: 0,
  fences: 0,
  faults: 0,
  /** Faults among them that changed the block map. */
  allocatingFaults: 0,
  logForces: 0,
  metadataCommits: 0,
  systemCalls: 0,
  /** fsync calls among them: the only ones with a published fixed cost. */
  fsyncs: 0,
  loads: 0,
  /** Lines of data that became durable, and lines of zeros, of the log and of metadata written home. */
  dataLines: 0,
  zeroLines: 0,
  logLines: 0,
  homeLines: 0,
  payload: 0,
  /** Lines of acknowledged operations that a power failure right then could have lost. */
  linesAtRisk: 0,
  /** Time of the write-backs, ns, batch by batch; 0 where the device has no published numbers. */
  flushTime: 0,
};
export type Tally = Readonly<typeof emptyTally>;

/** A tally that can be added to. */
export class Counting {
  #now = { ...emptyTally };

  add(more: Partial<Tally>): void {
    for (const [name, value] of Object.entries(more) as [keyof Tally, number][]) {
      this.#now[name] += value;
    }
  }

  reset(): void {
    this.#now = { ...emptyTally };
  }

  get tally(): Tally {
    return { ...this.#now };
  }
}
