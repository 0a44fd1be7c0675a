/** What was done on behalf of a workload, by program and kernel together. */
export interface Work {
  readonly flushes: number;
  readonly fences: number;
  readonly faults: number;
  /** Of `faults`, those that allocated a block. */
  readonly allocations: number;
  readonly logForces: number;
  readonly systemCalls: number;
  /** Cache lines made durable, of data alone. */
  readonly lines: number;
}

export const noWork: Work = {
  flushes: 0,
  fences: 0,
  faults: 0,
  allocations: 0,
  logForces: 0,
  systemCalls: 0,
  lines: 0,
};
