import type { Device, PublishedNumber } from '../../../data/schema/device.ts';
import { halvesAmplification, randomAmplification } from './line-buffer.ts';
import { faultCost, type Instruction, type Profile, persistCost } from './profile.ts';
import { fittedValue } from './published.ts';

/** What a predictor may use: the fitted parameters, and the fitted numbers of the devices. */
export interface Basis {
  readonly device: Device;
  readonly profile: Profile;
  readonly dram: Profile;
  /** The profile with fault latencies, measured on DRAM under DAX. */
  readonly faults: Profile;
}

/** A predicted value, and the reasoning that gives it, one sentence. */
export interface Predicted {
  readonly value: number;
  readonly rule: string;
}

type Predictor = (basis: Basis, conditions: PublishedNumber['conditions']) => Predicted | null;

/** By name of the published number. Null where the fitted parameters do not suffice. */
export const predictors: Readonly<Record<string, Predictor>> = {
  'read-latency': ({ profile, dram }, { pattern }) => {
    const { randomRead, mediaLine } = profile;
    if (randomRead === null) return null;
    if (pattern === 'random')
      return {
        value: randomRead,
        rule: 'the random read as fitted: DRAM and the link, or the module itself',
      };
    if (mediaLine === null || dram.randomRead === null) return null;
    const lines = mediaLine / 64;
    return {
      value: (randomRead + (lines - 1) * dram.randomRead) / lines,
      rule: `one read in ${lines} goes to the media, the others find their media line in the buffer and cost what DRAM costs`,
    };
  },
  'write-latency': ({ profile }, { instruction }) => {
    const value = profile.idleWrite[instruction as Instruction];
    return value === null ? null : { value, rule: 'durable in the write pending queue, as DRAM' };
  },
  'persist-latency': ({ profile }, { instruction, bytes }) => {
    const cost = profile.persist[instruction as Instruction];
    if (!cost) return null;
    return {
      value: persistCost(cost, Number(bytes)),
      rule: 'first line, and each further one at the rate of 4 KiB of non-temporal stores',
    };
  },
  'write-amplification': ({ profile }, { regionBytes }) => {
    const { mediaLine, bufferCapacity: capacity } = profile;
    if (mediaLine === null || capacity === null) return null;
    return {
      value: halvesAmplification({ mediaLine, capacity }, Number(regionBytes)),
      rule: 'simulated line buffer with random replacement; nothing fitted but its size',
    };
  },
  bandwidth: (basis, { instruction, bytes, modules }) => {
    const load = moduleBandwidth(basis, 'load', Number(bytes));
    const ntstore = moduleBandwidth(basis, 'ntstore', Number(bytes));
    if (load === null || ntstore === null) return null;
    switch (instruction) {
      case 'clwb':
        return {
          value: Number(modules) / (1 / load + 1 / ntstore),
          rule: 'a cached store first reads its line, so the module spends the time of a load and of a non-temporal store',
        };
      case 'load':
      case 'ntstore':
        return {
          value: Number(modules) * (instruction === 'load' ? load : ntstore),
          rule: 'one module at whole media lines, divided by the amplification, times the modules',
        };
      default:
        return null;
    }
  },
  'fault-latency': ({ profile }, { file, mapSync }) => {
    if (!profile.faults) return null;
    const empty = file === 'empty';
    const fault = { allocates: empty, synchronous: mapSync === true, dirty: empty };
    return {
      value: faultCost(profile.faults, fault),
      rule: 'mapping, plus allocation, plus a log force where the inode is dirty; load does not matter',
    };
  },
  'overwrite-latency': ({ device, profile }, { fileSystem, bytes }) => {
    const small = fittedValue(device, 'overwrite-latency', { fileSystem: fileSystem ?? '' });
    const cost = profile.persist.ntstore;
    if (small === null || !cost) return null;
    return {
      value: small + (persistCost(cost, Number(bytes)) - persistCost(cost, 64)) / 1000,
      rule: 'the 64 B overwrite, plus what the further lines take to persist',
    };
  },
  'append-latency': appendLatency,
};

/** GB/s of one module for accesses of `bytes` at random places. */
function moduleBandwidth(
  { device, profile }: Basis,
  instruction: 'load' | 'ntstore',
  bytes: number,
): number | null {
  const { mediaLine, bufferCapacity: capacity } = profile;
  const whole = fittedValue(device, 'bandwidth', { instruction, modules: 1 });
  if (mediaLine === null || capacity === null || whole === null) return null;
  const amplification =
    instruction === 'load'
      ? Math.max(1, mediaLine / bytes)
      : randomAmplification({ mediaLine, capacity }, bytes);
  return whole / amplification;
}

function appendLatency(
  { device, profile, faults }: Basis,
  { fileSystem, bytes }: PublishedNumber['conditions'],
): Predicted | null {
  const cost = profile.persist.ntstore;
  if (!cost) return null;
  const data = persistCost(cost, Number(bytes));
  switch (fileSystem) {
    case 'raw':
      return { value: data, rule: 'non-temporal stores and one fence, nothing overlapped' };
    case 'SplitFS-strict': {
      const posix = fittedValue(device, 'append-latency', { fileSystem: 'SplitFS-POSIX' });
      if (posix === null) return null;
      const rule = 'the POSIX mode, plus one durable 64 B log entry';
      return { value: posix + cost.firstLine, rule };
    }
    case 'ext4-DAX': {
      const overwrite = fittedValue(device, 'overwrite-latency', { fileSystem: 'ext4-DAX' });
      if (overwrite === null || !faults.faults) return null;
      const software = overwrite * 1000 - cost.firstLine;
      const rule = 'the 64 B overwrite without its data, plus 4 KiB of data, plus one allocation';
      return { value: software + data + faults.faults.allocation * 1000, rule };
    }
    default:
      return null;
  }
}
