import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crashVersion } from '../../data/schema/provenance/compiled.ts';
import { type Unpacked, versionsOf } from '../guest/debian.ts';
import { type Contents, systemImage } from '../guest/initramfs.ts';
import { fetchKernel, type Kernel } from '../guest/kernel.ts';
import { compilePlugin } from '../guest/plugin.ts';
import { compileProgram, type Program } from '../guest/program.ts';
import { fetchNewQemu, type NewQemu } from '../guest/qemu-new.ts';
import type { Snapshot } from '../guest/snapshot.ts';
import { fetchTools, programsFor } from '../guest/tools.ts';
import { type Machines, readMachines } from '../machine/machines.ts';
import { compileReads } from './checker/compile-reads.ts';

export interface LaboratoryOptions {
  readonly cache: string;
  readonly root: string;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
  /** Told of every boot that recovered images. */
  readonly measured?: (boot: Measured) => void;
}

/** What one recovering boot took. */
export interface Measured {
  readonly images: number;
  /** Nanoseconds of the guest before the first image and with images: instructions by `2 ** shift`. */
  readonly bootNs: number;
  readonly recoveryNs: number;
  /** Wall time of checking on the host, and how often a checker ran. */
  readonly checkMs: number;
  readonly checks: number;
}

/** Everything that recording and recovering boots need. */
export interface Laboratory {
  readonly options: LaboratoryOptions;
  readonly machines: Machines;
  readonly qemu: NewQemu;
  readonly kernel: Kernel;
  readonly system: string;
  /** `bench/program`: the workloads. */
  readonly program: Program;
  /** `bench/crash/guest`: recovery and oracles. */
  readonly crash: Program;
  readonly plugin: string;
  /** The unpacked packages whose checkers run here, and what is preloaded into those. */
  readonly tools: Unpacked;
  readonly reads: string;
  /** Guests that have booted and wait for images, by how they recover. */
  readonly booted: Map<string, Promise<Snapshot>>;
}

/**
 * @param fileSystems Those that its guests know: loading the module of one takes as long as a hundred recoveries,
 * most of it for its tracepoints (kernel/trace/trace_events.c: trace_event_eval_update).
 * @throws Fault `lacking` where QEMU 10 or anything else it needs is not to be had.
 */
export async function prepare(
  kernelName: string,
  fileSystems: readonly string[],
  options: LaboratoryOptions,
  devices: readonly string[] = ['pmem', 'virtio-blk'],
): Promise<Laboratory> {
  const { cache, root } = options;
  const machines = readMachines(root);
  const kernel = await fetchKernel(cache, kernelName, machines);
  const tools = await fetchTools(cache, machines);
  return {
    options,
    machines,
    qemu: await fetchNewQemu(cache, machines),
    kernel,
    system: await systemImage(
      cache,
      kernel,
      tools,
      contentsOf(machines, [...new Set(fileSystems)].sort(), devices),
    ),
    program: await compileProgram(cache, root),
    crash: await compileProgram(cache, root, 'bench/crash/guest'),
    plugin: await compilePlugin(cache, root, 'track', 4),
    tools,
    reads: await compileReads(cache, root),
    booted: new Map(),
  };
}

/**
 * A guest that counts instructions and does not measure them. Where instructions are counted the emulator
 * leaves its loop for every iteration of a repeated one, and a kernel that sees `erms` copies bytes by these.
 */
export const quick = {
  append: 'no_timer_check mitigations=off clearcpuid=112 softlockup_panic=1',
  counted: true,
  /** Nanoseconds an instruction, as the power of two. */
  shift: 4,
  without: ['erms', 'fsrm'],
} as const;

/** What every guest of a laboratory runs on. */
export const machineOf = ({ qemu, kernel }: Laboratory) => ({
  qemu: qemu.program,
  data: qemu.data,
  kernel: kernel.image,
});

/** When a guest of it is ended. */
export const limitsOf = ({ options: { limitMs, signal } }: Laboratory) => ({
  limitMs,
  ...(signal ? { signal } : {}),
});

/** Persistent memory of a guest, MiB: the device on which images are recovered, and what is handed out. */
export const regions = [256, 256];

function contentsOf(
  machines: Machines,
  fileSystems: readonly string[],
  devices: readonly string[],
): Contents {
  const ofFileSystems = fileSystems.flatMap(
    (name) => machines.fileSystems.get(name)?.modules ?? [],
  );
  const ofDevices = devices.flatMap((name) => machines.devices.get(name)?.modules ?? []);
  return {
    modules: [...machines.modules, ...ofDevices, ...ofFileSystems, 'dm-mod', 'dm-log-writes'],
    programs: programsFor(machines, fileSystems),
  };
}

/** A script of `bench/crash/guest`. */
export function script({ options }: Laboratory, name: string): Buffer {
  return readFileSync(join(options.root, 'bench/crash/guest', name));
}

/** Versions and hashes of all that took part, for the manifest. */
export function toolsOf({ options, qemu, kernel, program }: Laboratory): Record<string, string> {
  return {
    qemu: qemu.version,
    gcc: program.compiler,
    program: `sha256:${program.sources}`,
    crash: `sha256:${crashVersion(options.root, program.compiler)}`,
    ...versionsOf([...qemu.debs, ...kernel.debs]),
  };
}
