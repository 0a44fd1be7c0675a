import type {
  DeviceEntry,
  FileSystemEntry,
  LayerEntry,
  MemoryEntry,
} from '../../data/schema/machine.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from '../machine/machines.ts';
import { mkfsWords, mountOptions } from '../machine/options-problem.ts';
import { environmentName } from '../machine/program-problem.ts';
import { beginning } from './init-places.ts';
import { logDevice, repeats } from './program-machine.ts';

/** What each setting of a program's boot is made of, all of it from the catalogue. */
export interface Stand {
  readonly setting: Conditions;
  readonly device: DeviceEntry;
  readonly fs: FileSystemEntry;
  readonly layer: LayerEntry;
  /** The same of all settings of a boot. */
  readonly memory: MemoryEntry;
}

/** The longest that a program may run, in seconds of the guest's own time. */
const limitSeconds = 60;

/** What the step that failed printed, and the last error that the kernel logged. */
const lastWords = `last_words() {
	echo $(tail -n 1 /tmp/step) $(dmesg -r | sed -n 's/^<[0-3]>/the kernel: /p' | tail -n 1)
}`;

/** A program that gave up may have left mounts and devices of its own, which would hold the next one's. */
const clearUp = `clear_up() {
	umount /mnt/lab || umount -l /mnt/lab
	grep '^/dev/' /proc/mounts | cut -d' ' -f2 | while read -r place; do umount -l "$place"; done
	dmsetup remove_all --noudevsync
} 2>/dev/null`;

/**
 * The first process of a guest that runs a reader's own program: for each setting a fresh device, layer
 * and file system, then the program with its axes in the environment. Results lie in a file until the
 * program has ended, so that no interval contains the writing of another's.
 */
export function programScript(stands: readonly Stand[], machines: Machines): string {
  const setup = stands[0]?.device.setup ?? [];
  return [
    beginning.replace(
      'insmod "/lib/modules/$module.ko"',
      `insmod "/lib/modules/$module.ko" $(cat "/lab/parameters/$module" 2>/dev/null)`,
    ),
    ...setup.map((line) => `{ ${line}; } || echo "@ -1 fault set-up of the device"`),
    ...(stands[0] ? limitMemory(stands[0].memory) : []),
    'export PATH=/lab:/sbin:/usr/sbin:/bin:/usr/bin LAB_COUNTERS=/lab/counters LAB_UNIT=instructions',
    lastWords,
    clearUp,
    'mkdir -p /mnt/lab',
    'lab hold & export LAB_HOLDER=$!',
    'sleep 0.1',
    // From here on every instruction is counted, which a boot need not be.
    ...(stands[0] && !repeats(stands[0]) ? ['lab mark prepare'] : []),
    'echo "@ begin program=1"',
    ...stands.map((stand, id) => job(stand, id, machines)),
    `echo "@ end ${stands.length}"`,
    'poweroff -f',
    '',
  ].join('\n');
}

function job(stand: Stand, id: number, machines: Machines): string {
  const { device, fs, layer } = stand;
  const onDevice = fs.make.length > 0;
  const node = onDevice && layer.off ? '/dev/dm-0' : device.node;
  return [
    `# ${id}`,
    `job() {`,
    '\trm -f /lab/layer',
    ...(onDevice ? setUpDevice(stand, machines) : []),
    ...(onDevice
      ? [
          `\tstep=mkfs; ${makeCommand(fs, mkfsWords(stand.setting['mkfs'], fs) ?? [], uuidOf(id), node)} >/tmp/step 2>&1 || return 1`,
        ]
      : []),
    `\tstep=mount; mount -t ${fs.type} ${optionWords(stand)}${onDevice ? node : 'lab'} /mnt/lab >/tmp/step 2>&1`,
    '}',
    `export LAB_JOB=${id} LAB_RESULTS=/tmp/results-${id} LAB_NODE=${onDevice || device.character ? device.node : ''}`,
    ...Object.entries(stand.setting).map(
      ([axis, value]) => `export ${environmentName(axis)}=${shellQuoted(String(value))}`,
    ),
    ': >$LAB_RESULTS',
    'if job; then',
    `\t(cd /mnt/lab && ${hasGroup(stand.memory) ? joinGroup : ''}exec lab limit ${limitSeconds} /lab/program) >/tmp/said 2>&1; code=$?`,
    '\tcat $LAB_RESULTS',
    `\t[ $code = 0 ] || { tail -n 20 /tmp/said | sed 's/^/program: /'; echo "@ ${id} fault the program ended with $code"; }`,
    `else echo "@ ${id} fault set-up of ${fs.name} on ${device.name} failed at $step: $(last_words)"; fi`,
    'clear_up',
  ].join('\n');
}

const group = '/sys/fs/cgroup/lab';
const joinGroup = `echo 0 >${group}/cgroup.procs && `;
const hasGroup = ({ group }: MemoryEntry) => Object.keys(group).length > 0;

function limitMemory(memory: MemoryEntry): string[] {
  const settings = Object.entries(memory.sysctl).map(
    ([name, value]) => `echo ${value} >/proc/sys/${name.replace('.', '/')}`,
  );
  const limits = Object.entries(memory.group).map(
    ([name, value]) => `echo ${value} >${group}/${name}`,
  );
  // Write-back goes by group only where the controller of requests is there too (inode_cgwb_enabled).
  const made = [
    'mount -t cgroup2 cgroup2 /sys/fs/cgroup',
    'echo +memory +io >/sys/fs/cgroup/cgroup.subtree_control',
    `mkdir ${group}`,
  ];
  const lines = [...settings, ...(limits.length > 0 ? made : []), ...limits];
  return lines.length === 0
    ? []
    : [`{ ${lines.join(' && ')}; } || echo "@ -1 fault set-up of the memory ${memory.name}"`];
}

function setUpDevice({ device, layer }: Stand, machines: Machines): string[] {
  const wiped = device.wipe.map((line) => `\t{ ${line}; } >/tmp/step 2>&1 || return 1`);
  const there = [
    `\twait_for ${device.node}`,
    `\t[ -e ${device.node} ] || { echo 'no ${device.node} came' >/tmp/step; return 1; }`,
  ];
  const begin = [`\tstep=device; : >/tmp/step`, ...wiped, ...there];
  if (!layer.off) return begin;
  const log = layer.log ? logDevice(machines, device).node : '';
  const fill = (target: string) => target.replaceAll('{log}', log);
  return [
    ...begin,
    `\tstep=layer`,
    `\tsectors=$(blockdev --getsz ${device.node})`,
    `\tprintf '%s\\n' ${device.node} $sectors ${shellQuoted(fill(layer.off))} ${shellQuoted(fill(layer.on ?? ''))} >/lab/layer`,
    `\tdmsetup create lab --noudevsync --table "0 $sectors ${fill(layer.off).replaceAll('{device}', device.node).replaceAll('{start}', '0')}" >/tmp/step 2>&1 || return 1`,
    '\twait_for /dev/dm-0',
  ];
}

/** A fixed id each, so that the same settings give the same bytes. */
const uuidOf = (id: number) => `11111111-1111-1111-1111-${String(id + 1).padStart(12, '0')}`;

/** The command that makes a file system, its options where the catalogue has a place for them. */
export const makeCommand = (
  { make }: FileSystemEntry,
  options: readonly string[],
  uuid: string,
  node: string,
): string =>
  make
    .flatMap((word) =>
      word === '{options}'
        ? options
        : [word.replaceAll('{uuid}', uuid).replaceAll('{device}', node)],
    )
    .map(shellQuoted)
    .join(' ');

function optionWords({ setting, fs }: Stand): string {
  const options = mountOptions(setting['mount'], fs) ?? [];
  return options.length === 0 ? '' : `-o ${shellQuoted(options.join(','))} `;
}

/** One word of a shell, whatever is in it. */
export const shellQuoted = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./^-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
