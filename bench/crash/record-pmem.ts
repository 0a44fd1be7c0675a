import { readFileSync } from 'node:fs';
import type { Conditions } from '../../data/schema/scope.ts';
import { boot } from '../guest/boot.ts';
import { pmemBase, ramMebibytes } from '../guest/qemu.ts';
import type { Subject } from './explore.ts';
import { type Laboratory, regions, script } from './laboratory.ts';
import type { CrashLog } from './log.ts';
import { readPluginLogs } from './plugin-log.ts';

/** Size of the file systems that `guest/record.sh` makes, in bytes. */
const sizes: Readonly<Record<string, number>> = { ext4: 16 << 20, xfs: 32 << 20 };
const tracked = 32 << 20;
const records = 2;

/** Runs the records workload under every setting, once, and keeps every store, flush and fence. */
export async function recordRecords(
  laboratory: Laboratory,
  settings: readonly Conditions[],
): Promise<Subject[]> {
  const { qemu, kernel, system, program, plugin, options } = laboratory;
  const { serial, pluginOutput } = await boot({
    guest: { qemu: qemu.program, data: qemu.data, kernel: kernel.image, regions, counted: true },
    plugin: {
      path: plugin,
      arguments: [
        'mem=MEMORY',
        `at=${ramMebibytes * 2 ** 20}`,
        `lo=${pmemBase * 2 ** 20}`,
        `length=${tracked}`,
      ],
    },
    sharedMemory: true,
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'record',
      'jobs/record.sh': script(laboratory, 'record.sh'),
      program: readFileSync(program.path),
      'jobs/list': `${settings.map(jobLine).join('\n')}\n`,
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const logs = readPluginLogs(pluginOutput ?? Buffer.alloc(0));
  const whole = logs.filter(
    ({ events }) => events.filter(({ kind }) => kind === 'promise').length === records,
  );
  if (whole.length !== settings.length) {
    throw new Error(
      `${whole.length} of ${settings.length} settings were recorded: ${serial.slice(-1500)}`,
    );
  }
  return settings.map((setting, id) => {
    const fs = String(setting['fs']);
    const size = sizes[fs] ?? tracked;
    const log = whole[id];
    return {
      fs,
      size,
      options: 'rw',
      log: { base: within(log?.base ?? new Map(), size), events: log?.events ?? [] },
      promises: Array.from({ length: records }, (_, index) => `record ${index + 1}`),
      oracle: ['/crash', 'records', `region-${id}`],
    };
  });
}

/** What an earlier file system left beyond the end of this one is not part of it. */
function within(base: CrashLog['base'], size: number): CrashLog['base'] {
  return new Map([...base].filter(([at]) => at < size));
}

function jobLine(setting: Conditions, id: number): string {
  const words = ['approach', 'operation', 'state', 'mutation']
    .filter((axis) => setting[axis] !== undefined)
    .map((axis) => `${axis}=${setting[axis]}`);
  return `${setting['fs']} crash-records id=${id} path=/mnt/crash mapping=pte size=64 ${words.join(' ')} samples=${records}`;
}
