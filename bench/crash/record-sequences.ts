import { chunks } from '../../data/schema/chunks.ts';
import type { Operation } from '../../data/schema/sequences.ts';
import type { Subject } from './explore.ts';
import type { Laboratory } from './laboratory.ts';
import { type Disk, recordDisk } from './record-disk.ts';
import { readSequences } from './sequence.ts';

/** A sequence of operations as it ran, and what it left at each step while nothing failed. */
export interface Sequence {
  readonly operations: readonly Operation[];
  readonly subject: Subject;
  /** State before the first operation and after each, as `guest/state.c` says it. */
  readonly prefixes: readonly string[];
}

/** Sequences of one recording: more might not fit into its log. */
const mostRecorded = 60;

/**
 * Runs sequences on one file system, some dozens in one boot; those that the file system refuses are left out.
 * @throws Error where one was neither recorded nor refused.
 */
export async function recordSequences(
  laboratory: Laboratory,
  disk: Disk,
  list: readonly (readonly Operation[])[],
): Promise<Recorded> {
  const parts: Recorded[] = [];
  for (const some of chunks(list, mostRecorded))
    parts.push(await recordSome(laboratory, disk, some));
  return {
    sequences: parts.flatMap(({ sequences }) => sequences),
    refused: parts.flatMap(({ refused }) => refused),
  };
}

interface Recorded {
  readonly sequences: Sequence[];
  readonly refused: string[];
}

async function recordSome(
  laboratory: Laboratory,
  disk: Disk,
  list: readonly (readonly Operation[])[],
): Promise<Recorded> {
  const setup = readSequences(laboratory.options.root).setup.join(';');
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
  if (sequences.length + refused.length !== list.length)
    throw new Error(
      `${sequences.length} of ${list.length} sequences were recorded and ${refused.length} refused: ${serial.slice(-1500)}`,
    );
  return { sequences, refused };
}
