import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { refuseUnlessRunnable } from '../explore/runnable.ts';
import { cacheFolder } from '../guest/cache.ts';
import { must } from '../guest/execute.ts';
import { jobLine } from '../guest/jobs.ts';
import { compileOwn } from '../guest/lab-binary.ts';
import { compileProgram, type Program } from '../guest/program.ts';
import type { BootOutcome } from '../guest/program-measurements.ts';
import { measuredOf } from '../guest/results.ts';
import { readSerial, type SerialResult } from '../guest/serial.ts';
import { settings as settingsOf } from '../model/settings.ts';
import { lostOf } from '../substrate/lost.ts';
import { beginning } from '../substrate/manifest.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { type Emulation, emulationOf, interpolated, tableText } from './emulation.ts';
import { findPlaces, type Place } from './places.ts';
import { runHostProgram } from './run-program.ts';

/** Enough for a stable median on a busy machine; one sample takes between 100 ns and some ms. */
const defaultSamples = 200;

/**
 * Runs one experiment with `bench/program` on this machine, in nanoseconds. Settings whose file system
 * this machine lacks are left out and named in the progress. With `emulate`, flushes and non-temporal
 * stores on DRAM wait as long as that device's published latencies say, and the condition `emulated`
 * in every measurement names the device.
 * @throws Fault `lacking` without gcc; `usage` for a device without published latencies.
 */
export async function runHost(
  experiment: Experiment,
  options: RunOptions,
): Promise<Omit<Run, 'id'>> {
  refuseUnlessRunnable(experiment, 'host', options.root);
  const started = new Date();
  const known = beginning(options.root, options.command, experiment.seed);
  const emulation = options.emulate ? emulationOf(options.root, options.emulate) : undefined;
  const program = await compileProgram(cacheFolder(options.env), options.root);
  const run = (lines: readonly string[], emulated?: Emulation) =>
    runJobs(program.path, lines, emulated, options.signal);
  const { places, remove } = await findPlaces(async (folder) => {
    const asked = await run([jobLine('mapping-nature', asking, 0, { path: folder }, 1)]);
    return asked.results.get(0)?.[0]?.samples[0] === 1;
  });
  try {
    const jobs = settingsOf(experiment, { quick: options.quick }).flatMap((setting) => {
      const place = places.find((one) => holds(one, setting['fs'] ?? 'disk'));
      return place ? [{ setting, place }] : [];
    });
    for (const fs of missing(experiment, places)) options.progress(`host: no ${fs} here`);
    options.progress(`host: ${jobs.length} settings`);
    const { measurements, lost, machine, tools } =
      experiment.workload === 'program'
        ? await ownProgram(experiment, jobs, options)
        : await stores(experiment, jobs, program, run, emulation, options);
    return {
      schemaVersion: 1,
      experiment: experiment.id,
      substrate: 'host',
      manifest: {
        ...known,
        startedAt: started.toISOString(),
        durationMs: Date.now() - started.getTime(),
        machine: { ...known.machine, ...describePlaces(places), ...machine },
        tools: { node: process.version, ...tools },
      },
      measurements: [...measurements],
      explorations: [],
      ...lostOf(lost, { measurements: [...measurements], explorations: [] }),
    };
  } finally {
    remove();
  }
}

/** A setting and where it runs. */
interface Job {
  readonly setting: Conditions;
  readonly place: Place;
}

interface Found extends BootOutcome {
  readonly machine: Readonly<Record<string, string>>;
}

async function ownProgram(
  experiment: Experiment,
  jobs: readonly Job[],
  options: RunOptions,
): Promise<Found> {
  const own = await compileOwn(cacheFolder(options.env), options.root, experiment.program ?? '');
  const { measurements, lost } = await runHostProgram(experiment, jobs, own, options);
  const tools = { gcc: own.compiler, [`program ${experiment.program}`]: `sha256:${own.sources}` };
  return { measurements, lost, machine: {}, tools };
}

async function stores(
  experiment: Experiment,
  jobs: readonly Job[],
  program: Program,
  run: (lines: readonly string[], emulated?: Emulation) => Promise<SerialResult>,
  emulation: Emulation | undefined,
  options: RunOptions,
): Promise<Found> {
  const samples = options.samples ?? defaultSamples;
  const lines = jobs.map(({ setting, place }, id) =>
    jobLine(experiment.workload, setting, id, { path: place.folder }, samples),
  );
  const read = await run(lines, emulation);
  const label: Conditions = options.emulate ? { emulated: options.emulate } : {};
  return {
    measurements: jobs
      // A setting that the kernel refused (an immutable flag without the right to set it) has none.
      .flatMap(({ setting }, id) => measuredOf(read.results.get(id), { ...setting, ...label }))
      .flatMap((measurement) => [measurement, ...overheadOf(measurement, emulation)]),
    lost: [],
    machine: describeMachine(read),
    tools: {
      gcc: program.compiler,
      program: `sha256:${program.sources}`,
      ...(options.emulate ? { emulated: `${options.emulate}, on DRAM` } : {}),
    },
  };
}

const asking: Conditions = { operation: 'map-sync-clwb' };

async function runJobs(
  program: string,
  lines: readonly string[],
  emulation: Emulation | undefined,
  signal: AbortSignal | undefined,
): Promise<SerialResult> {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-host-'));
  try {
    const file = join(folder, 'jobs');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const tables = emulation
      ? [`flush=${tableText(emulation.flush)}`, `nt=${tableText(emulation.nt)}`]
      : [];
    const limits = { limitMs: 600_000, ...(signal ? { signal } : {}) };
    const text = await must(program, [file, 'ns', ...tables], limits);
    return readSerial(text, lines.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What emulation takes beyond what it should: the delay loop's grain, and DRAM where it is slower. */
function overheadOf(measurement: Measurement, emulation: Emulation | undefined): Measurement[] {
  const { metric, conditions, samples } = measurement;
  const table = { clwb: emulation?.flush, nt: emulation?.nt }[String(conditions['operation'])];
  if (!table || metric !== 'latency') return [];
  const asked = interpolated(table, Number(conditions['size']) * Number(conditions['dirty'] ?? 1));
  const beyond = samples.map((ns) => Math.round(ns - asked));
  return [{ metric: 'emulation-overhead', unit: 'ns', conditions, samples: beyond }];
}

/** A place by its name; of a reader's own program, by the type of its file system too. */
const holds = ({ fs, mount }: Place, asked: Conditions[string]) =>
  fs === asked || mount.type === asked;

function missing(experiment: Experiment, places: readonly Place[]): string[] {
  const wanted = (experiment.parameters['fs'] ?? []).map(String);
  return wanted.filter((fs) => !places.some((place) => holds(place, fs)));
}

/** What the folders lie on, as `/proc/self/mounts` says. */
function describePlaces(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    places.map(({ fs, mount }) => [
      `fs ${fs}`,
      `${mount.type} on ${mount.device} at ${mount.at} (${mount.options})`,
    ]),
  );
}

function describeMachine({ header }: SerialResult): Record<string, string> {
  const governor = '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor';
  let policy = 'none';
  try {
    policy = readFileSync(governor, 'utf8').trim();
  } catch {
    // virtual machines and fixed-frequency processors have no governor
  }
  return {
    governor: policy,
    flush: header['flush'] ?? 'unknown',
    counterTicksPerMicrosecond: header['ticks-per-us'] ?? 'unknown',
    counterOverheadTicks: header['overhead'] ?? 'unknown',
  };
}
