import { readFileSync } from 'node:fs';
import type { Conditions } from '../../data/schema/scope.ts';
import { bootTracked, promisesIn, within } from './boot-tracked.ts';
import type { Subject } from './explore.ts';
import { type Laboratory, script } from './laboratory.ts';

/** Size of the file systems that `guest/record.sh` makes, in bytes. */
const sizes: Readonly<Record<string, number>> = { ext4: 16 << 20, xfs: 32 << 20 };
const tracked = 32 << 20;
const records = 2;

/** Runs the records workload under every setting, once, and keeps every store, flush and fence. */
export async function recordRecords(
  laboratory: Laboratory,
  settings: readonly Conditions[],
): Promise<Subject[]> {
  const { serial, logs } = await bootTracked(laboratory, tracked, {
    'jobs/what': 'record',
    'jobs/record.sh': script(laboratory, 'record.sh'),
    program: readFileSync(laboratory.program.path),
    'jobs/list': `${settings.map(jobLine).join('\n')}\n`,
  });
  const whole = logs.filter((log) => promisesIn(log) === records);
  if (whole.length !== settings.length) {
    throw new Error(
      `${whole.length} of ${settings.length} settings were recorded: ${serial.slice(-1500)}`,
    );
  }
  return settings.map((setting, id) => {
    const fs = String(setting['fs']);
    const size = sizes[fs] ?? tracked;
    const log = whole[id] ?? { base: new Map(), events: [] };
    return {
      fs,
      size,
      options: 'rw',
      log: within(log, size),
      promises: Array.from({ length: records }, (_, index) => `record ${index + 1}`),
      oracle: ['/crash', 'records', `region-${id}`],
    };
  });
}

function jobLine(setting: Conditions, id: number): string {
  const words = ['approach', 'operation', 'state', 'mutation']
    .filter((axis) => setting[axis] !== undefined)
    .map((axis) => `${axis}=${setting[axis]}`);
  return `${setting['fs']} crash-records id=${id} path=/mnt/crash mapping=pte size=64 ${words.join(' ')} samples=${records}`;
}
