import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { shellQuoted } from '../guest/init-program.ts';
import { compileOwn } from '../guest/lab-binary.ts';
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
  const asked = refuseUnlessRecordable(experiment, settings);
  const laboratory = await prepare(kernelName, fileSystemsOf(settings), options);
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
    tools: toolsOf(laboratory),
  };
}

/** An experiment that names no budget is not meant to try millions of images. */
const maximumBudget = 4096;

function refuseUnlessRecordable(
  { id, program, crash }: Experiment,
  settings: readonly Conditions[],
): Tearing[] {
  const refuse = (what: string, next: string): never => {
    throw new Fault('inputRefused', `${id}: ${what}`, next);
  };
  const wrong = crash?.tearing.find((size) => !tearings.includes(size));
  if (wrong !== undefined)
    refuse(`a disk does not tear at ${wrong} bytes`, `use ${tearings.join(', ')}`);
  if (!program?.endsWith('.sh') || !crash?.oracle.endsWith('.sh'))
    refuse('only programs and oracles in shell are recorded', 'write it in shell');
  for (const { device, fs, layer } of settings) {
    if ((device ?? 'virtio-blk') !== 'virtio-blk' || (layer ?? 'none') !== 'none')
      refuse('crashes are recorded on a virtio-blk disk without a layer', 'name that device');
    if (!crashable.includes(String(fs)))
      refuse(`${fs} is not made small enough`, `use ${crashable.join(', ')}`);
  }
  return (crash?.tearing ?? []) as Tearing[];
}

async function record(
  experiment: Experiment,
  setting: Conditions,
  at: number,
  laboratory: Laboratory,
): Promise<Subject> {
  const { cache, root } = laboratory.options;
  const own = await compileOwn(cache, root, experiment.program ?? '');
  const oracle = await compileOwn(cache, root, experiment.crash?.oracle ?? '');
  const axes = Object.entries(setting)
    .filter(([axis]) => !isMachineAxis(axis))
    .map(([axis, value]) => `export ${environmentName(axis)}=${shellQuoted(String(value))}`);
  // One guest recovers images of several settings, and an oracle may read its own.
  const words = `jobs/oracle-${at}`;
  const { recordings, serial } = await recordDisk(
    laboratory,
    { fs: String(setting['fs']), mkfs: named(setting['mkfs']), options: named(setting['mount']) },
    [...axes, work].join('\n'),
    {
      'lab/lab': acknowledging,
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

/** \`lab ack TEXT\` stands in the recorder's log before it returns. */
const acknowledging = `#!/bin/sh
[ "$1" = ack ] && { /crash note "promise $2" || exit 1; }
exec /lab/lab.real "$@"
`;
