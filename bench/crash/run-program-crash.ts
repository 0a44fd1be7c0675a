import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { shellQuoted } from '../guest/init-program.ts';
import { compileOwn } from '../guest/lab-binary.ts';
import { type Machines, readMachines } from '../machine/machines.ts';
import { environmentName, isMachineAxis } from '../machine/program-problem.ts';
import { exploreCrashes, type Subject } from './explore.ts';
import { type Laboratory, type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
import type { Tearing } from './media.ts';
import { crashable, recordDisk } from './record-disk.ts';
import { recoverIn } from './recover.ts';
import { reported } from './reported.ts';
import { type Crashed, fileSystemsOf } from './run-crash.ts';

const tearings: readonly number[] = [512, 4096];

/**
 * Records a reader's own program on a disk under every setting, and searches every crash of it.
 * @throws Fault `inputRefused` for what cannot be recorded.
 */
export async function runProgramCrash(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: LaboratoryOptions,
): Promise<Crashed> {
  const asked = refuseUnlessRecordable(experiment, settings, readMachines(options.root));
  const laboratory = await prepare(kernelName, fileSystemsOf(settings), options, [
    'pmem',
    ...new Set(settings.map(deviceOf)),
  ]);
  const subjects: Subject[] = [];
  for (const [at, setting] of settings.entries())
    subjects.push(await record(experiment, setting, at, laboratory));
  const explored = await exploreCrashes(subjects, recoverIn(laboratory, subjects), {
    tearings: asked,
    budget: Math.min(experiment.budget, maximumBudget),
    ...(experiment.sample === undefined ? {} : { sample: experiment.sample }),
    seed: experiment.seed,
    ...(options.progress ? { progress: options.progress } : {}),
  });
  const found = explored.map((each) =>
    reported(
      experiment,
      { ...settings[each.subject], tearing: each.tearing },
      each,
      subjects[each.subject],
    ),
  );
  return {
    explorations: found.flatMap(({ explorations }) => explorations),
    measurements: found.flatMap(({ measurements }) => measurements),
    tools: { ...toolsOf(laboratory), ...(await ownTools(experiment, options)) },
  };
}

/** An experiment that names no budget is not meant to try millions of images. */
const maximumBudget = 4096;

function refuseUnlessRecordable(
  { id, crash }: Experiment,
  settings: readonly Conditions[],
  { devices }: Machines,
): Tearing[] {
  const refuse = (what: string, next: string): never => {
    throw new Fault('inputRefused', `${id}: ${what}`, next);
  };
  const wrong = crash?.tearing.find((size) => !tearings.includes(size));
  if (wrong !== undefined)
    refuse(`a disk does not tear at ${wrong} bytes`, `use ${tearings.join(', ')}`);
  if (!crash?.oracle.endsWith('.sh')) refuse('only oracles in shell are run', 'write it in shell');
  const recorded = [...devices.values()].flatMap(({ name, recorded: words }) =>
    words.length > 0 ? [name] : [],
  );
  for (const setting of settings) {
    if (!recorded.includes(deviceOf(setting)) || (setting['layer'] ?? 'none') !== 'none')
      refuse(
        `crashes are recorded on ${recorded.join(', ')} without a layer`,
        'name one of those devices',
      );
    if (!crashable.includes(String(setting['fs'])))
      refuse(`${setting['fs']} is not made small enough`, `use ${crashable.join(', ')}`);
  }
  return (crash?.tearing ?? []) as Tearing[];
}

/** Program and oracle, by the names under which the manifest of any run has them. */
async function ownTools(
  { program, crash }: Experiment,
  { cache, root }: LaboratoryOptions,
): Promise<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const name of [program, crash?.oracle]) {
    if (name === undefined) continue;
    named[`program ${name}`] = `sha256:${(await compileOwn(cache, root, name)).sources}`;
  }
  return named;
}

async function record(
  experiment: Experiment,
  setting: Conditions,
  at: number,
  laboratory: Laboratory,
): Promise<Subject> {
  const { cache, root } = laboratory.options;
  const own = await compileOwn(cache, root, experiment.program ?? '', acknowledging.c);
  const oracle = await compileOwn(cache, root, experiment.crash?.oracle ?? '');
  const axes = Object.entries(setting)
    .filter(([axis]) => !isMachineAxis(axis))
    .map(([axis, value]) => `export ${environmentName(axis)}=${shellQuoted(String(value))}`);
  // One guest recovers images of several settings, and an oracle may read its own.
  const words = `jobs/oracle-${at}`;
  const { recordings, serial } = await recordDisk(
    laboratory,
    {
      fs: String(setting['fs']),
      mkfs: named(setting['mkfs']),
      options: named(setting['mount']),
      device: deviceOf(setting),
    },
    [...axes, work].join('\n'),
    {
      'lab/lab': acknowledging.sh,
      'lab/lab.real': readFileSync(own.lab),
      'lab/program': readFileSync(own.program),
    },
    () => [`/${words}`],
    'qemu',
  );
  const [recording] = recordings;
  if (!recording) throw new Error(`nothing was recorded: ${serial.slice(-1500)}`);
  const files = {
    [words]: ['#!/bin/sh', ...axes, 'exec /lab/oracle', ''].join('\n'),
    'lab/oracle': readFileSync(oracle.program),
  };
  return { ...recording.subject, files };
}

const deviceOf = (setting: Conditions) => String(setting['device'] ?? 'virtio-blk');

const named = (value: Conditions[string] | undefined) =>
  value === undefined || value === 'default' || value === 'defaults' ? '' : String(value);

/** The program begins on a file system that is all written back, and at the end all is written back again. */
const work = `export PATH=/lab:/sbin:/bin LAB_JOB=0 LAB_RESULTS=/tmp/results LAB_NODE=/dev/dm-0
sync
/crash note "begin 0"
timeout 60 /lab/program >/tmp/said 2>&1 || { tail -n 5 /tmp/said; echo "! -1 refused the program"; }
sync
/crash note "end 0"
`;

/** \`lab ack TEXT\`, or lab_ack(TEXT), stands in the recorder's log before it returns. */
const acknowledging = {
  sh: `#!/bin/sh
[ "$1" = ack ] && { /crash note "promise $2" || exit 1; }
exec /lab/lab.real "$@"
`,
  c: 'bench/crash/acknowledge.c',
};
