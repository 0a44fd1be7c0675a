import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readMachines } from '../machine/machines.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { boot } from './boot.ts';
import { kernelOf } from './boots.ts';
import { cacheFolder } from './cache.ts';
import { readCounts } from './counted.ts';
import { versionsOf } from './debian.ts';
import { programScript } from './init-program.ts';
import { systemImage } from './initramfs.ts';
import { fetchKernel } from './kernel.ts';
import { refuseLacking } from './kernel-lacks.ts';
import { compileOwn } from './lab-binary.ts';
import { compilePlugin, pluginApi } from './plugin.ts';
import { compileProgram } from './program.ts';
import {
  moduleParameters,
  processorsOf,
  programContents,
  repeats,
  standsOf,
} from './program-machine.ts';
import { type Outcome, programMeasurements, readMetrics } from './program-measurements.ts';
import { readProgramResults } from './program-results.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { bootLimit } from './run-kernel.ts';
import { fetchTools, foreignOf } from './tools.ts';

export interface ProgramRun extends Outcome {
  /** Versions and hashes of all that took part. */
  readonly tools: Readonly<Record<string, string>>;
}

/** One boot of a reader's own program: all settings that name one kernel, device and number of processors. */
export async function runProgram(
  experiment: Experiment,
  settings: readonly Conditions[],
  options: RunOptions,
): Promise<ProgramRun> {
  const cache = cacheFolder(options.env);
  const machines = readMachines(options.root);
  const stands = standsOf(settings, machines);
  const [first] = stands;
  if (!first) throw new Error('a boot without settings');
  const { device } = first;
  const exact = repeats(first);
  const held = exact && device.requests;
  const oldest = held ? Math.max(10, device.qemuFrom) : device.qemuFrom;
  const qemu = await measuringQemu(cache, machines, oldest);
  const own = await compileOwn(cache, options.root, experiment.program ?? '');
  const api = pluginApi(qemu.version);
  const plugin = api ? await compilePlugin(cache, options.root, 'count', api) : undefined;
  const quiesce = held ? await compilePlugin(cache, options.root, 'quiesce', 4) : undefined;
  const kernel = await fetchKernel(cache, kernelOf(first.setting), machines, options.pins);
  refuseLacking(kernel, stands);
  const foreign = foreignOf(experiment, machines);
  const unpacked = await fetchTools(cache, machines, options.pins, foreign);
  const parameters = moduleParameters(stands, machines);
  const { serial, pluginOutput } = await boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions: device.memmap ? [device.mebibytes] : [],
      processors: processorsOf(first.setting),
      device,
      counted: true,
      ...(quiesce ? { quiesce } : {}),
    },
    ...(plugin ? { plugin: { path: plugin, arguments: exact ? [] : ['executed=on'] } } : {}),
    systemImage: await systemImage(
      cache,
      kernel,
      unpacked,
      programContents(stands, machines, foreign),
    ),
    files: {
      init: programScript(stands, machines),
      'lab/lab': readFileSync(own.lab),
      'lab/program': readFileSync(own.program),
      'lab/zero': readFileSync(
        (await compileProgram(cache, options.root, 'bench/guest/zero')).path,
      ),
      'lab/lab-fault': readFileSync(join(options.root, 'bench/lab/fault.sh')),
      'lab/counters': Object.entries(machines.counters)
        .map(([metric, event]) => `${metric} ${event}\n`)
        .join(''),
      ...Object.fromEntries(
        Object.entries(parameters).map(([name, words]) => [`lab/parameters/${name}`, words]),
      ),
    },
    limitMs: options.limitMs ?? bootLimit,
    signal: options.signal,
  });
  const metrics = readMetrics(options.root);
  const results = readProgramResults(serial, settings.length);
  const windows = pluginOutput === null ? null : readCounts(pluginOutput.toString('latin1'));
  return {
    ...programMeasurements(experiment, settings, results, metrics, 'instructions', windows, !exact),
    tools: {
      qemu: qemu.version,
      gcc: own.compiler,
      [`program ${experiment.program}`]: `sha256:${own.sources}`,
      ...versionsOf([...qemu.debs, ...kernel.debs, ...unpacked.debs]),
    },
  };
}
