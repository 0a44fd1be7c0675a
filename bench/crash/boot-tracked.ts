import { boot } from '../guest/boot.ts';
import { pmemBase, ramMebibytes } from '../guest/qemu.ts';
import { type Laboratory, limitsOf, machineOf, regions, script } from './laboratory.ts';
import type { CrashLog } from './log.ts';
import { readPluginLogs } from './plugin-log.ts';

/**
 * Boots a guest of which the emulator writes down every store, flush and fence to the first bytes of its persistent
 * memory; one log for each time that the guest arms the plugin.
 * @param length Bytes that are written down.
 * @param files What the guest does; `init` is there already.
 */
export async function bootTracked(
  laboratory: Laboratory,
  length: number,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ readonly serial: string; readonly logs: readonly CrashLog[] }> {
  const { system, plugin } = laboratory;
  const { serial, pluginOutput } = await boot({
    guest: { ...machineOf(laboratory), regions, counted: true },
    plugin: {
      path: plugin,
      arguments: [
        'mem=MEMORY',
        `at=${ramMebibytes * 2 ** 20}`,
        `lo=${pmemBase * 2 ** 20}`,
        `length=${length}`,
      ],
    },
    sharedMemory: true,
    systemImage: system,
    files: { init: script(laboratory, 'init.sh'), ...files },
    ...limitsOf(laboratory),
  });
  return { serial, logs: readPluginLogs(pluginOutput ?? Buffer.alloc(0)) };
}

/** The log of a file system of that size: what an earlier one left beyond its end is not part of it. */
export function within({ base, events }: CrashLog, size: number): CrashLog {
  return { base: new Map([...base].filter(([at]) => at < size)), events };
}

export const promisesIn = ({ events }: CrashLog): number =>
  events.filter(({ kind }) => kind === 'promise').length;
