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
import { programScript } from './init-program.ts';
import { systemImage } from './initramfs.ts';
import { refuseLacking } from './kernel-lacks.ts';
import { compileOwn } from './lab-binary.ts';
import { compilePlugin } from './plugin.ts';
import { prepareBoot } from './prepare-boot.ts';
import { compileProgram } from './program.ts';
import {
  moduleParameters,
  processorsOf,
  programContents,
  repeats,
  standsOf,
} from './program-machine.ts';
import { type BootOutcome, programMeasurements, readMetrics } from './program-measurements.ts';
import { readProgramResults } from './program-results.ts';
import { foreignOf } from './tools.ts';

/** One boot of a reader's own program: all settings that name one kernel, device and number of processors. */
export async function runProgram(
  experiment: Experiment,
  settings: readonly Conditions[],
  options: RunOptions,
): Promise<BootOutcome> {
  const machines = readMachines(options.root);
  const stands = standsOf(settings, machines);
  const [first] = stands;
  if (!first) throw new Error('a boot without settings');
  const { device } = first;
  const exact = repeats(first);
  const held = exact && device.requests;
  const oldest = held ? Math.max(10, device.qemuFrom) : device.qemuFrom;
  const cache = cacheFolder(options.env);
  const own = await compileOwn(cache, options.root, experiment.program ?? '');
  const foreign = foreignOf(experiment, machines);
  const boots = await prepareBoot(machines, kernelOf(first.setting), options, oldest, foreign);
  const { plugin, kernel, unpacked } = boots;
  refuseLacking(kernel, stands);
  const quiesce = held ? await compilePlugin(cache, options.root, 'quiesce', 4) : undefined;
  const parameters = moduleParameters(stands, machines);
  const { serial, pluginOutput } = await boot({
    guest: {
      ...boots.machine,
      regions: device.memmap ? [device.mebibytes] : [],
      processors: processorsOf(first.setting),
      device,
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
    ...boots.limits,
  });
  const metrics = readMetrics(options.root);
  const results = readProgramResults(serial, settings.length);
  const windows = pluginOutput === null ? null : readCounts(pluginOutput.toString('latin1'));
  return {
    ...programMeasurements(experiment, settings, results, metrics, 'instructions', windows, !exact),
    tools: {
      ...boots.tools,
      gcc: own.compiler,
      [`program ${experiment.program}`]: `sha256:${own.sources}`,
    },
  };
}
