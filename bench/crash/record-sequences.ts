import type { Subject } from './explore.ts';
import type { Laboratory } from './laboratory.ts';
import { type Disk, recordDisk } from './record-disk.ts';
import { type Operation, setup } from './sequence.ts';

/** A sequence of operations as it ran, and what it left at each step while nothing failed. */
export interface Sequence {
  readonly operations: readonly Operation[];
  readonly subject: Subject;
  /** State before the first operation and after each, as `guest/state.c` says it. */
  readonly prefixes: readonly string[];
}

/** Runs sequences on one file system; those that the file system refuses are left out. */
export async function recordSequences(
  laboratory: Laboratory,
  disk: Disk,
  list: readonly (readonly Operation[])[],
): Promise<{ readonly sequences: Sequence[]; readonly refused: string[] }> {
  const lines = list.map(
    (operations, id) => `${id} ${setup}|${operations.map(({ words }) => words).join(';')}`,
  );
  const { recordings, serial } = await recordDisk(
    laboratory,
    disk,
    '/crash sequences /jobs/sequences\n',
    { 'jobs/sequences': `${lines.join('\n')}\n` },
    (id) => ['/crash', 'state', `s${id}`],
  );
  const said = (word: string, id: number) =>
    [...serial.matchAll(new RegExp(`^! ${id} ${word} (.*?)\\r?$`, 'gm'))].map(
      ([, text = '']) => text,
    );
  const sequences = recordings.flatMap(({ id, subject }) => {
    const operations = list[id];
    const prefixes = said('prefix', id);
    return operations && prefixes.length === operations.length + 1
      ? [{ operations, subject, prefixes }]
      : [];
  });
  const refused = list.flatMap((operations, id) =>
    said('refused', id).map((why) => `${operations.map(({ name }) => name).join(', ')}: ${why}`),
  );
  if (recordings.length === 0) throw new Error(`nothing was recorded: ${serial.slice(-1500)}`);
  return { sequences, refused };
}
