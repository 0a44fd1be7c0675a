import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readMachines } from '../machine/machines.ts';
import { applicationOf } from '../model/application/run-application.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { boot } from './boot.ts';
import { withCounts } from './counted.ts';
import { placesScript } from './init-places.ts';
import { placeContents, systemImage } from './initramfs.ts';
import { guestJobs } from './jobs.ts';
import { prepareBoot } from './prepare-boot.ts';
import { compileProgram } from './program.ts';
import type { BootOutcome } from './program-measurements.ts';
import { replayJobs } from './replay.ts';
import { measurementsOf } from './results.ts';
import { readSerial } from './serial.ts';

/** One boot of the microbenchmark or of an application's acts: all settings that name this kernel. */
export async function runOnKernel(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: RunOptions,
): Promise<BootOutcome> {
  const machines = readMachines(options.root);
  const boots = await prepareBoot(machines, kernelName, options);
  const { cache, plugin, kernel, unpacked } = boots;
  const program = await compileProgram(cache, options.root);
  const application = applicationOf(experiment);
  const { lines, places, files } = application
    ? replayJobs(application, experiment, settings, machines)
    : guestJobs(experiment.workload, settings, options.samples ?? 20, machines);
  const { serial, pluginOutput } = await boot({
    guest: {
      ...boots.machine,
      regions: machines.regions.map(({ mebibytes }) => mebibytes),
    },
    ...(plugin ? { plugin: { path: plugin } } : {}),
    systemImage: await systemImage(cache, kernel, unpacked, placeContents(machines)),
    files: {
      init: placesScript(machines, places),
      program: readFileSync(program.path),
      'jobs/list': `${lines.join('\n')}\n`,
      ...files,
    },
    ...boots.limits,
  });
  const said = measurementsOf(settings, readSerial(serial, lines.length), serial);
  return {
    ...(pluginOutput === null ? said : withCounts(settings, said, pluginOutput.toString('latin1'))),
    tools: {
      ...boots.tools,
      gcc: program.compiler,
      program: `sha256:${program.sources}`,
    },
  };
}
