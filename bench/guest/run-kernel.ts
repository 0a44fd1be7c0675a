import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readMachines } from '../machine/machines.ts';
import { applicationOf } from '../model/application/run-application.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { boot } from './boot.ts';
import { cacheFolder } from './cache.ts';
import { withCounts } from './counted.ts';
import { versionsOf } from './debian.ts';
import { placesScript } from './init-places.ts';
import { placeContents, systemImage } from './initramfs.ts';
import { guestJobs } from './jobs.ts';
import { fetchKernel } from './kernel.ts';
import { compilePlugin, pluginApi } from './plugin.ts';
import { compileProgram } from './program.ts';
import type { Outcome } from './program-measurements.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { replayJobs } from './replay.ts';
import { measurementsOf } from './results.ts';
import { readSerial } from './serial.ts';
import { fetchTools } from './tools.ts';

/** The largest boot takes about a minute on an idle machine; the limit allows for a busy one. Milliseconds. */
export const bootLimit = 900_000;

export interface KernelRun extends Outcome {
  /** Versions and hashes of all that took part. */
  readonly tools: Readonly<Record<string, string>>;
}

/** One boot of the microbenchmark or of an application's acts: all settings that name this kernel. */
export async function runOnKernel(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: RunOptions,
): Promise<KernelRun> {
  const cache = cacheFolder(options.env);
  const machines = readMachines(options.root);
  const qemu = await measuringQemu(cache, machines);
  const program = await compileProgram(cache, options.root);
  const api = pluginApi(qemu.version);
  const plugin = api ? await compilePlugin(cache, options.root, 'count', api) : undefined;
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
    limitMs: options.limitMs ?? bootLimit,
    signal: options.signal,
  });
  const said = measurementsOf(settings, readSerial(serial, lines.length), serial);
  return {
    ...(pluginOutput === null ? said : withCounts(settings, said, pluginOutput.toString('latin1'))),
    tools: {
      qemu: qemu.version,
      gcc: program.compiler,
      program: `sha256:${program.sources}`,
      ...versionsOf([...qemu.debs, ...kernel.debs, ...unpacked.debs]),
    },
  };
}
