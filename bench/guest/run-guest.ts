import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Exploration, Lost, Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { LaboratoryOptions } from '../crash/laboratory.ts';
import { runCrash } from '../crash/run-crash.ts';
import { runProgramCrash } from '../crash/run-program-crash.ts';
import { lostOf } from '../evidence/runs/lost.ts';
import { beginning } from '../evidence/runs/manifest.ts';
import { refuseUnlessRunnable } from '../explore/runnable.ts';
import { readMachines } from '../machine/machines.ts';
import { applicationOf } from '../model/application/run-application.ts';
import { settings as settingsOf } from '../model/settings.ts';
import { boot } from './boot.ts';
import { boots, kernelOf } from './boots.ts';
import { cacheFolder } from './cache.ts';
import { withCounts } from './counted.ts';
import { placesScript } from './init-places.ts';
import { placeContents, systemImage } from './initramfs.ts';
import { guestJobs } from './jobs.ts';
import { fetchKernel } from './kernel.ts';
import type { Pins } from './pins.ts';
import { compilePlugin, pluginApi } from './plugin.ts';
import { compileProgram } from './program.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { replayJobs } from './replay.ts';
import { measurementsOf } from './results.ts';
import { runProgram } from './run-program.ts';
import { readSerial } from './serial.ts';
import { fetchTools } from './tools.ts';

export interface RunOptions {
  /** Root of the project. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly quick?: boolean;
  readonly signal?: AbortSignal;
  /** Progress, one line at a time. */
  readonly progress?: (line: string) => void;
  /** What the user typed, for the manifest. */
  readonly command: string;
  /** Per boot. */
  readonly limitMs?: number;
  readonly samples?: number;
  /** Host only: a device of data/devices whose published latencies are waited for on DRAM. */
  readonly emulate?: string;
  /** The packages of an earlier run, to be had again. */
  readonly pins?: Pins;
  /** Host only: a reader's own program may write outside its folder. */
  readonly outside?: boolean;
  /** These settings of the experiment alone: a part of a sweep that other machines share. */
  readonly settings?: readonly Conditions[];
}

/** The largest boot takes about a minute on an idle machine; the limit allows for a busy one. */
const defaultLimit = 900_000;

/**
 * Runs one experiment on a stock Debian kernel in QEMU, one boot for each kernel of its settings. What
 * fails, a setting or a whole boot, is lost and named in the run; the others go on.
 * @throws Fault where nothing has a result: `lacking` if QEMU, gcc, apt or the network is, `checkFailed`
 * if the guest goes wrong.
 */
export async function runGuest(
  experiment: Experiment,
  options: RunOptions,
): Promise<Omit<Run, 'id'>> {
  refuseUnlessRunnable(experiment, 'guest', options.root);
  const started = new Date();
  const known = beginning(options.root, options.command, experiment.seed);
  const tools: Record<string, string> = {};
  const measurements: Measurement[] = [];
  const explorations: Exploration[] = [];
  const lost: Lost[] = [];
  let first: Fault | undefined;
  const settings = options.settings ?? settingsOf(experiment, { quick: options.quick === true });
  let done = 0;
  for (const group of boots(experiment, settings, readMachines(options.root))) {
    const kernel = kernelOf(found(group[0]));
    options.progress?.(progressOf(experiment, group, done, settings.length, started));
    done += group.length;
    try {
      const measured = await measure(experiment, kernel, group, options);
      measurements.push(...measured.measurements);
      explorations.push(...measured.explorations);
      lost.push(...(measured.lost ?? []));
      Object.assign(tools, measured.tools);
    } catch (caught) {
      if (!(caught instanceof Fault) || !losesBoot.has(caught.exit)) throw caught;
      first ??= caught;
      const why = caught.message.slice(0, longestReason);
      lost.push(...group.map((conditions) => ({ conditions, why })));
      options.progress?.(`guest: that boot is lost: ${caught.message}`);
    }
  }
  return {
    schemaVersion: 1,
    experiment: experiment.id,
    substrate: 'guest',
    manifest: {
      ...known,
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      tools: { node: process.version, ...tools },
    },
    measurements,
    explorations,
    ...lostOf(lost, { measurements, explorations }, first, options.settings !== undefined),
  };
}

/** Faults of one boot; another means that the experiment is wrong, whatever is booted. */
const losesBoot: ReadonlySet<Fault['exit']> = new Set(['checkFailed', 'lacking']);
/** Of a reason in a run, characters: the tail of a serial line is long. */
const longestReason = 600;

async function measure(
  experiment: Experiment,
  kernel: string,
  group: readonly Conditions[],
  options: RunOptions,
): Promise<Measured> {
  if (experiment.workload === 'crash') {
    return runCrash(experiment, kernel, group, crashOptions(options));
  }
  if (experiment.workload !== 'program') return runOnKernel(experiment, kernel, group, options);
  if (experiment.crash !== undefined) {
    return runProgramCrash(experiment, kernel, group, crashOptions(options));
  }
  return { ...(await runProgram(experiment, group, options)), explorations: [] };
}

/** What is booted next, how much is done, and when all will be if the rest takes as long. */
function progressOf(
  experiment: Experiment,
  group: readonly Conditions[],
  done: number,
  all: number,
  started: Date,
): string {
  const parts = ['device', 'cpus'].flatMap((axis) =>
    group[0]?.[axis] === undefined ? [] : [`${axis} ${group[0][axis]}`],
  );
  const machine = [`kernel ${kernelOf(found(group[0]))}`, ...parts].join(', ');
  const spent = (Date.now() - started.getTime()) / 1000;
  const left = done === 0 ? '' : `, about ${Math.ceil((spent / done) * (all - done))} s left`;
  const waits = experiment.workload === 'crash' ? 'recording' : 'booting';
  return `guest: ${done} of ${all} settings done${left}; ${waits} ${machine} for ${group.length} settings`;
}

interface Measured {
  readonly measurements: readonly Measurement[];
  readonly explorations: readonly Exploration[];
  readonly lost?: readonly Lost[];
  /** Versions and hashes of all that took part. */
  readonly tools: Readonly<Record<string, string>>;
}

/** One boot: all settings that name this kernel. */
async function runOnKernel(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: RunOptions,
): Promise<Measured> {
  const cache = cacheFolder(options.env);
  const qemu = await measuringQemu(cache);
  const program = await compileProgram(cache, options.root);
  const api = pluginApi(qemu.version);
  const plugin = api ? await compilePlugin(cache, options.root, 'count', api) : undefined;
  const machines = readMachines(options.root);
  const kernel = await fetchKernel(cache, kernelName, machines, options.pins);
  const unpacked = await fetchTools(cache, machines, options.pins);
  const application = applicationOf(experiment);
  const { lines, places, files } = application
    ? replayJobs(application, experiment, settings, machines)
    : guestJobs(experiment.workload, settings, options.samples ?? 20, machines);
  const { serial, pluginOutput } = await boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions: machines.regions.map(({ mebibytes }) => mebibytes),
      counted: true,
    },
    ...(plugin ? { plugin: { path: plugin } } : {}),
    systemImage: await systemImage(cache, kernel, unpacked, placeContents(machines)),
    files: {
      init: placesScript(machines, places),
      program: readFileSync(program.path),
      'jobs/list': `${lines.join('\n')}\n`,
      ...files,
    },
    limitMs: options.limitMs ?? defaultLimit,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const { measurements: measured, lost } = measurementsOf(
    settings,
    readSerial(serial, lines.length),
    serial,
  );
  const debs = [...qemu.debs, ...kernel.debs, ...unpacked.debs];
  return {
    measurements:
      pluginOutput === null
        ? measured
        : withCounts(measured, pluginOutput.toString('latin1'), lost),
    explorations: [],
    lost,
    tools: {
      qemu: qemu.version,
      gcc: program.compiler,
      program: `sha256:${program.sources}`,
      ...Object.fromEntries(debs.map((deb) => [deb.name, `${deb.version} sha256:${deb.sha256}`])),
    },
  };
}

function found(setting: Conditions | undefined): Conditions {
  if (!setting) throw new Error('a boot has no settings');
  return setting;
}

function crashOptions(options: RunOptions): LaboratoryOptions {
  return {
    cache: cacheFolder(options.env),
    root: options.root,
    limitMs: options.limitMs ?? defaultLimit,
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.progress ? { progress: options.progress } : {}),
  };
}
