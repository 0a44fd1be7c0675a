import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readMachines } from '../machine/machines.ts';
import { boot } from './boot.ts';
import { type CrashLog, readCrashLogs } from './crash-log.ts';
import { type Images, outcomeOf } from './crash-outcome.ts';
import { crashImages, imageFile } from './crash-states.ts';
import { placeContents, systemImage } from './initramfs.ts';
import { fetchKernel, type Kernel } from './kernel.ts';
import { compilePlugin } from './plugin.ts';
import { compileProgram, type Program } from './program.ts';
import { pmemBase, ramMebibytes } from './qemu.ts';
import { fetchNewQemu, type NewQemu } from './qemu-new.ts';
import { readSerial, type SerialResult } from './serial.ts';
import { fetchTools } from './tools.ts';

export interface CrashOptions {
  readonly cache: string;
  readonly root: string;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
}

/** Size of the file systems that `init-record.sh` makes, in bytes. */
const sizes: Readonly<Record<string, number>> = { ext4: 16 << 20, xfs: 32 << 20 };
const records = 4;
const tracked = 32 << 20;

/** Everything that both boots need. */
interface Laboratory {
  readonly qemu: NewQemu;
  readonly kernel: Kernel;
  readonly regions: readonly number[];
  readonly system: string;
  readonly program: Program;
  readonly plugin: string;
}

export interface Crashed {
  readonly explorations: readonly Exploration[];
  readonly measurements: readonly Measurement[];
  readonly tools: Readonly<Record<string, string>>;
}

/**
 * Takes crash states from a real kernel: runs each setting once under the tracking plugin, builds the
 * images that a power failure could have left, and has the kernel recover each and its checker look.
 * @throws Fault `lacking` where QEMU 10 or anything else it needs is not to be had.
 */
export async function runCrash(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: CrashOptions,
): Promise<Crashed> {
  const laboratory = await prepare(kernelName, options);
  const logs = await record(settings, laboratory, options);
  const images = settings.map((setting, index) =>
    imagesOf(setting, logs[index], experiment.budget, experiment.seed),
  );
  const total = images.reduce((sum, each) => sum + each.images.length, 0);
  options.progress?.(`guest: ${total} crash images to recover`);
  const recovered = await recover(images, laboratory, options);
  let at = 0;
  const outcomes = images.map((each) => {
    const first = at;
    at += each.images.length;
    return outcomeOf(experiment, each, recovered, first);
  });
  const { qemu, kernel, program } = laboratory;
  return {
    explorations: outcomes.flatMap(({ explorations }) => explorations),
    measurements: outcomes.flatMap(({ measurements }) => measurements),
    tools: {
      qemu: qemu.version,
      gcc: program.compiler,
      program: `sha256:${program.sources}`,
      ...Object.fromEntries(
        [...qemu.debs, ...kernel.debs].map((deb) => [
          deb.name,
          `${deb.version} sha256:${deb.sha256}`,
        ]),
      ),
    },
  };
}

async function prepare(kernelName: string, options: CrashOptions): Promise<Laboratory> {
  const { cache, root } = options;
  const machines = readMachines(root);
  const kernel = await fetchKernel(cache, kernelName, machines);
  return {
    qemu: await fetchNewQemu(cache),
    kernel,
    regions: machines.regions.map(({ mebibytes }) => mebibytes),
    system: await systemImage(
      cache,
      kernel,
      await fetchTools(cache, machines),
      placeContents(machines),
    ),
    program: await compileProgram(cache, root),
    plugin: await compilePlugin(cache, root, 'track', 4),
  };
}

const scripts = 'bench/guest';

async function record(
  settings: readonly Conditions[],
  { qemu, kernel, regions, system, program, plugin }: Laboratory,
  options: CrashOptions,
): Promise<CrashLog[]> {
  const lines = settings.map((setting, id) => {
    const words = ['approach', 'operation', 'state', 'mutation']
      .filter((axis) => setting[axis] !== undefined)
      .map((axis) => `${axis}=${setting[axis]}`);
    return `${setting['fs']} crash-records id=${id} path=/mnt/crash mapping=pte size=64 ${words.join(' ')} samples=${records}`;
  });
  const { serial, pluginOutput } = await boot({
    guest: { qemu: qemu.program, data: qemu.data, kernel: kernel.image, regions, counted: true },
    plugin: {
      path: plugin,
      arguments: [
        'mem=MEMORY',
        `at=${ramMebibytes * 2 ** 20}`,
        `lo=${pmemBase * 2 ** 20}`,
        `length=${tracked}`,
      ],
    },
    sharedMemory: true,
    systemImage: system,
    files: {
      init: readFileSync(join(options.root, scripts, 'init-record.sh')),
      program: readFileSync(program.path),
      'jobs/list': `${lines.join('\n')}\n`,
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const logs = readCrashLogs(pluginOutput ?? Buffer.alloc(0));
  const complete = logs.filter(({ events }) => {
    return events.filter(({ kind }) => kind === 'acknowledge').length === records;
  });
  if (complete.length !== settings.length) {
    throw new Error(
      `${complete.length} of ${settings.length} settings were recorded: ${serial.slice(-1500)}`,
    );
  }
  return complete;
}

function imagesOf(
  setting: Conditions,
  log: CrashLog | undefined,
  budget: number,
  seed: number,
): Images {
  if (!log) throw new Error('a setting without a log');
  const random = generator(seed);
  const all = crashImages(log, 1, random);
  const order = all.map((image) => ({ image, rank: random() })).sort((a, b) => a.rank - b.rank);
  const images = order.slice(0, budget).map(({ image }) => image);
  return { setting, log, images, all: all.length };
}

/** mulberry32: small, seeded, good enough to choose samples. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function recover(
  all: readonly Images[],
  { qemu, kernel, regions, system, program }: Laboratory,
  options: CrashOptions,
): Promise<SerialResult> {
  const files: Record<string, Buffer> = {};
  const lines: string[] = [];
  for (const [job, { setting, log, images }] of all.entries()) {
    const fs = String(setting['fs']);
    files[`jobs/base-${job}`] = imageFile(log.base);
    for (const image of images) {
      const id = lines.length;
      files[`jobs/image-${id}`] = imageFile(image.lines);
      lines.push(
        `recover id=${id} path=/dev/pmem0 fs=${fs} size=${sizes[fs] ?? tracked} base=/jobs/base-${job} image=/jobs/image-${id} file=${job} samples=${records}`,
      );
    }
  }
  const { serial } = await boot({
    guest: { qemu: qemu.program, data: qemu.data, kernel: kernel.image, regions, counted: false },
    systemImage: system,
    files: {
      init: readFileSync(join(options.root, scripts, 'init-recover.sh')),
      program: readFileSync(program.path),
      'jobs/list': `${lines.join('\n')}\n`,
      ...files,
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return readSerial(serial, lines.length);
}
