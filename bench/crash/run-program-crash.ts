import { readFileSync } from 'node:fs';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { DeviceEntry } from '../../data/schema/machine.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { shellQuoted } from '../guest/init-program.ts';
import { compileOwn, type OwnProgram } from '../guest/lab-binary.ts';
import { type Machines, readMachines } from '../machine/machines.ts';
import { environmentName, isMachineAxis } from '../machine/program-problem.ts';
import type { Subject } from './explore.ts';
import { type Laboratory, type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
import type { Tearing } from './media.ts';
import { crashable, type Disk, recordDisk } from './record-disk.ts';
import { crashableInMemory, recordMemory } from './record-memory.ts';
import { reported } from './reported.ts';
import { type Crashed, fileSystemsOf, searched, together } from './run-crash.ts';

/** What a device may leave whole, in bytes. */
const tearingsOfMemory: readonly number[] = [8, 64, 512, 4096];
const tearingsOfDisk: readonly number[] = [512, 4096];

/**
 * Records a reader's own program on a disk or on persistent memory under every setting, and searches every crash of it.
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
  const subjects = await recordAll(experiment, settings, laboratory);
  const explored = await searched(experiment, laboratory, subjects, settings, {
    tearings: asked,
    budget: Math.min(experiment.budget, maximumBudget),
  });
  const found = explored.map((each) =>
    reported(
      experiment,
      { ...settings[each.subject], tearing: each.tearing },
      each,
      subjects[each.subject],
    ),
  );
  return together(found, { ...toolsOf(laboratory), ...(await ownTools(experiment, options)) });
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
  const recordable = [...devices.values()].filter(
    (device) => device.recorded.length > 0 || isMemory(device),
  );
  for (const setting of settings) {
    const device = recordable.find(({ name }) => name === deviceOf(setting));
    if (!device || (setting['layer'] ?? 'none') !== 'none')
      return refuse(
        `crashes are recorded on ${recordable.map(({ name }) => name).join(', ')} without a layer`,
        'name one of those devices',
      );
    const [sizes, small] = isMemory(device)
      ? [tearingsOfMemory, crashableInMemory]
      : [tearingsOfDisk, crashable];
    const wrong = crash?.tearing.find((size) => !sizes.includes(size));
    if (wrong !== undefined)
      refuse(`${device.name} does not tear at ${wrong} bytes`, `use ${sizes.join(', ')}`);
    if (!small.includes(String(setting['fs'])))
      refuse(`${setting['fs']} is not made small enough`, `use ${small.join(', ')}`);
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

/** What is made of one setting for the guest that records it and for those that recover. */
interface Prepared {
  readonly disk: Disk;
  /** Assignments of the axes, for a shell. */
  readonly axes: readonly string[];
  readonly oracle: string;
}

/** On disks each setting has a boot of its own; on memory all have one together. */
async function recordAll(
  experiment: Experiment,
  settings: readonly Conditions[],
  laboratory: Laboratory,
): Promise<Subject[]> {
  const { cache, root } = laboratory.options;
  const prepared = settings.map(
    (setting, at): Prepared => ({
      disk: {
        fs: String(setting['fs']),
        mkfs: named(setting['mkfs']),
        options: named(setting['mount']),
        device: deviceOf(setting),
      },
      axes: Object.entries(setting)
        .filter(([axis]) => !isMachineAxis(axis))
        .map(([axis, value]) => `export ${environmentName(axis)}=${shellQuoted(String(value))}`),
      // One guest recovers images of several settings, and an oracle may read its own.
      oracle: `jobs/oracle-${at}`,
    }),
  );
  const inMemory = ({ disk }: Prepared) =>
    isMemory(laboratory.machines.devices.get(disk.device ?? ''));
  const name = experiment.program ?? '';
  const own = await compileOwn(cache, root, name);
  const mapped = prepared.filter(inMemory);
  const recorded = await recordMemory(
    laboratory,
    mapped.map(({ disk, axes, oracle }) => ({
      disk,
      work: [...axes, workInMemory].join('\n'),
      oracle: [`/${oracle}`],
    })),
    { 'lab/program': readFileSync(own.program), 'lab/lab': readFileSync(own.lab) },
    acknowledgedIn,
  );
  const noting = await compileOwn(cache, root, name, acknowledging.c);
  const judge = await compileOwn(cache, root, experiment.crash?.oracle ?? '');
  const subjects: Subject[] = [];
  for (const one of prepared) {
    const subject = recorded[mapped.indexOf(one)] ?? (await recordOnDisk(laboratory, one, noting));
    const files = {
      [one.oracle]: ['#!/bin/sh', ...one.axes, 'exec /lab/oracle', ''].join('\n'),
      'lab/oracle': readFileSync(judge.program),
    };
    subjects.push({ ...subject, files });
  }
  return subjects;
}

async function recordOnDisk(
  laboratory: Laboratory,
  { disk, axes, oracle }: Prepared,
  noting: OwnProgram,
): Promise<Subject> {
  const { recordings, serial } = await recordDisk(
    laboratory,
    disk,
    [...axes, work].join('\n'),
    {
      'lab/program': readFileSync(noting.program),
      'lab/lab': acknowledging.sh,
      'lab/lab.real': readFileSync(noting.lab),
    },
    () => [`/${oracle}`],
    'qemu',
  );
  const [recording] = recordings;
  if (!recording) throw new Error(`nothing was recorded: ${serial.slice(-1500)}`);
  return recording.subject;
}

/** Whether programs map it, so that the emulator writes down their stores. */
const isMemory = (device: DeviceEntry | undefined): boolean =>
  device?.memmap === true && !device.character;

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

/** The same on memory: an instruction of the program marks each promise, and its text is told afterwards. */
const workInMemory = `export PATH=/lab:/sbin:/bin LAB_JOB=0 LAB_RESULTS=/tmp/results LAB_NODE=/dev/pmem0
: >/tmp/results
lab mark prepare
sync
lab mark arm
lab limit 60 /lab/program >/tmp/said 2>&1 || { tail -n 5 /tmp/said; echo "! -1 refused the program"; }
sync
lab mark disarm
cat /tmp/results
`;

const acknowledgedIn = (serial: string): string[] =>
  [...serial.matchAll(/^@ 0 ack (.*?)\r?$/gm)].map(([, text = '']) => text);
