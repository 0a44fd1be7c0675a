import type { FaultCost, Profile } from '../model/latency/profile.ts';
import type { Work } from './work.ts';

/**
 * Entering the kernel for fsync and looking around, µs: overwrites of 64 bytes through XFS-DAX take
 * 2.64 µs (Yang et al., FAST 2020), of which the flush is 0.12.
 */
const systemCallTime = 2.5;

/**
 * What the work would take on a device, µs; null where no persist latency is published. The flush
 * of each point of durability starts one line and streams the rest; faults cost what Jan Kara measured.
 */
export function timeOf(work: Work, profile: Profile, faults: FaultCost): number | null {
  const line = profile.persist.clwb;
  if (!line) return null;
  const starts = Math.min(work.fences, work.flushes);
  const flushing = starts * line.firstLine + (work.flushes - starts) * line.nextLine;
  return (
    flushing / 1000 +
    work.faults * faults.mapped +
    work.allocations * faults.allocation +
    work.logForces * faults.logForce +
    work.systemCalls * systemCallTime
  );
}
