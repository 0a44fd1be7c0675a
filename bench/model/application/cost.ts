import type { Device } from '../../../data/schema/device.ts';
import { lineBytes } from '../fs/page.ts';
import { type FaultCost, fitProfile, type Profile, persistCost } from '../latency/profile.ts';
import { fittedValue } from '../latency/published.ts';
import type { Tally } from './tally.ts';

/** What predicting the time of a tally takes; from `data/devices`. */
export interface Prices {
  readonly profile: Profile;
  /** Jan Kara's, on a ramdisk: nobody published the faults of the device itself. */
  readonly faults: FaultCost;
  /** Fixed cost of an fsync, µs. */
  readonly fsync: number;
}

/** Null where the device has no published persist latencies. */
export function pricesOf(devices: readonly Device[], id: string): Prices | null {
  const dram = devices.find((device) => device.id === 'dram');
  const device = devices.find((one) => one.id === id);
  if (!dram || !device) return null;
  const profile = fitProfile(device, dram);
  const faults = devices.map((one) => fitProfile(one, dram).faults).find((found) => found !== null);
  const overwrite = fittedValue(device, 'overwrite-latency', { fileSystem: 'XFS-DAX', bytes: 64 });
  const line = profile.persist.ntstore;
  if (!profile.persist.clwb || !line || !faults || overwrite === null) return null;
  // A system call that overwrites 64 bytes, less their write: entering the kernel and looking around.
  return { profile, faults, fsync: overwrite - line.firstLine / 1000 };
}

/**
 * Time of one fence's write-backs, ns: the first line, then the rate at which the module takes lines.
 * Flushes of clean lines, which fsync makes by the page, are taken to cost nothing: that favours fsync.
 */
export function flushNanoseconds(profile: Profile | null, lines: number): number {
  const cost = profile?.persist.clwb;
  return !cost || lines === 0 ? 0 : persistCost(cost, lines * lineBytes);
}

/** Predicted time of all that was counted, µs. System calls other than fsync have no price here. */
export function microseconds(tally: Tally, { profile, faults, fsync }: Prices): number {
  const reading = ((profile.randomRead ?? 0) * tally.loads) / 1000;
  return (
    tally.flushTime / 1000 +
    reading +
    tally.faults * faults.mapped +
    tally.allocatingFaults * faults.allocation +
    tally.logForces * faults.logForce +
    tally.fsyncs * fsync
  );
}
