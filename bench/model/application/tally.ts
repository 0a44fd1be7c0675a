/** What an application, its approach and the kernel did. All counts; bytes come from lines of 64 B. */
export interface Tally {
  readonly operations: number;
  readonly flushes: number;
  readonly fences: number;
  readonly faults: number;
  /** Faults among them that changed the block map. */
  readonly allocatingFaults: number;
  readonly logForces: number;
  readonly metadataCommits: number;
  readonly systemCalls: number;
  /** fsync calls among them: the only ones with a published fixed cost. */
  readonly fsyncs: number;
  readonly loads: number;
  /** Lines of data that became durable, and lines of zeros, of the log and of metadata written home. */
  readonly dataLines: number;
  readonly zeroLines: number;
  readonly logLines: number;
  readonly homeLines: number;
  readonly payload: number;
  /** Lines of acknowledged operations that a power failure right then could have lost. */
  readonly linesAtRisk: number;
  /** Time of the write-backs, ns, batch by batch; null where the device has no published numbers. */
  readonly flushTime: number;
}

export const emptyTally: Tally = {
  operations: 0,
  flushes: 0,
  fences: 0,
  faults: 0,
  allocatingFaults: 0,
  logForces: 0,
  metadataCommits: 0,
  systemCalls: 0,
  fsyncs: 0,
  loads: 0,
  dataLines: 0,
  zeroLines: 0,
  logLines: 0,
  homeLines: 0,
  payload: 0,
  linesAtRisk: 0,
  flushTime: 0,
};

/** A tally that can be added to. */
export class Counting {
  #now: { -readonly [K in keyof Tally]: number } = { ...emptyTally };

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
