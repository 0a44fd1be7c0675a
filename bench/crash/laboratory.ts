import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contents, systemImage } from '../guest/initramfs.ts';
import { fetchKernel, type Kernel } from '../guest/kernel.ts';
import { compilePlugin } from '../guest/plugin.ts';
import { compileProgram, type Program } from '../guest/program.ts';
import { fetchNewQemu, type NewQemu } from '../guest/qemu-new.ts';
import { fetchTools, programsFor } from '../guest/tools.ts';
import { type Machines, readMachines } from '../machine/machines.ts';

export interface LaboratoryOptions {
  readonly cache: string;
  readonly root: string;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
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
}

/** @throws Fault `lacking` where QEMU 10 or anything else it needs is not to be had. */
export async function prepare(kernelName: string, options: LaboratoryOptions): Promise<Laboratory> {
  const { cache, root } = options;
  const machines = readMachines(root);
  const kernel = await fetchKernel(cache, kernelName, machines);
  return {
    options,
    machines,
    qemu: await fetchNewQemu(cache),
    kernel,
    system: await systemImage(
      cache,
      kernel,
      await fetchTools(cache, machines),
      contentsOf(machines),
    ),
    program: await compileProgram(cache, root),
    crash: await compileProgram(cache, root, 'bench/crash/guest'),
    plugin: await compilePlugin(cache, root, 'track', 4),
  };
}

/**
 * Recovery and disks run in real time, not counted; on a busy host the kernel's look at its timer's
 * interrupt (arch/x86/kernel/apic/io_apic.c: check_timer) would then fail and panic.
 */
export const append = 'no_timer_check';

/** Persistent memory of a guest, MiB: one device, on which images are recovered. */
export const regions = [256];

const fileSystems = ['ext4', 'xfs', 'btrfs'];
const devices = ['pmem', 'virtio-blk'];

function contentsOf(machines: Machines): Contents {
  const ofFileSystems = fileSystems.flatMap(
    (name) => machines.fileSystems.get(name)?.modules ?? [],
  );
  const ofDevices = devices.flatMap((name) => machines.devices.get(name)?.modules ?? []);
  return {
    modules: [...machines.modules, ...ofDevices, ...ofFileSystems, 'dm-mod'],
    programs: programsFor(machines, fileSystems),
  };
}

/** A script of `bench/crash/guest`. */
export function script({ options }: Laboratory, name: string): Buffer {
  return readFileSync(join(options.root, 'bench/crash/guest', name));
}

/** Versions and hashes of all that took part, for the manifest. */
export function toolsOf({ qemu, kernel, program, crash }: Laboratory): Record<string, string> {
  return {
    qemu: qemu.version,
    gcc: program.compiler,
    program: `sha256:${program.sources}`,
    crash: `sha256:${crash.sources}`,
    ...Object.fromEntries(
      [...qemu.debs, ...kernel.debs].map((deb) => [
        deb.name,
        `${deb.version} sha256:${deb.sha256}`,
      ]),
    ),
  };
}
