import type { Device } from '../../data/schema/device.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { applicationOf, measure } from '../model/application/run-application.ts';
import { type LineBufferOptions, randomAmplification } from '../model/latency/line-buffer.ts';
import { fitProfile, type Profile } from '../model/latency/profile.ts';
import type { SettingOutcome } from '../model/outcome.ts';
import { strandedShare } from './stranded.ts';

type Runner = (
  experiment: Experiment,
  setting: Conditions,
  devices: readonly Device[],
) => Omit<Measurement, 'conditions'>[];

/** Model experiments that count and price instead of exploring, by `Experiment.workload`. */
const runners: Readonly<Record<string, Runner>> = {
  'write-amplification': (experiment, setting, devices) => {
    const options = bufferOf(String(setting['device']), devices, experiment.seed);
    const ratio = options ? randomAmplification(options, Number(setting['size'])) : 1;
    return [sample('write-amplification', 'ratio', ratio)];
  },
  'stranded-capacity': (experiment, setting) => [
    sample(
      'stranded-share',
      'ratio',
      strandedShare(String(setting['tenants']), Number(setting['chunkMiB']), experiment.seed),
    ),
  ],
};

export const isWorkload = (experiment: Experiment): boolean => runnerOf(experiment) !== null;

function runnerOf(experiment: Experiment): Runner | null {
  const application = applicationOf(experiment);
  if (application) return (...given) => measure(application, ...given);
  return Object.hasOwn(runners, experiment.workload)
    ? (runners[experiment.workload] ?? null)
    : null;
}

/** Runs one setting: the same arguments give the same outcome. */
export function runWorkload(
  experiment: Experiment,
  setting: Conditions,
  devices: readonly Device[],
): SettingOutcome {
  const run = runnerOf(experiment);
  if (!run) throw new Error(`no such workload: ${experiment.workload}`);
  const measurements = run(experiment, setting, devices).map((measurement) => ({
    ...measurement,
    conditions: setting,
  }));
  return { measurements, explorations: [], counted: { checked: 0, merged: 0, machines: 0 } };
}

function profilesOf(devices: readonly Device[]): readonly Profile[] {
  const dram = devices.find(({ id }) => id === 'dram');
  return dram ? devices.map((device) => fitProfile(device, dram)) : [];
}

function bufferOf(
  device: string,
  devices: readonly Device[],
  seed: number,
): LineBufferOptions | null {
  const profile = profilesOf(devices).find((one) => one.device === device);
  if (!profile?.mediaLine || !profile.bufferCapacity) return null;
  return { mediaLine: profile.mediaLine, capacity: profile.bufferCapacity, seed };
}

function sample(metric: string, unit: string, value: number): Omit<Measurement, 'conditions'> {
  return { metric, unit, samples: [value] };
}
