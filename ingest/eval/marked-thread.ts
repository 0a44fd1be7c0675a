import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Io } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { ThreadId } from '../../data/schema/ids.ts';
import { openReader, reading } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { deriveClaims } from '../claim/store/derive-claims.ts';
import { ingest } from '../pipeline/ingest.ts';
import { threadText } from '../salience/read-thread.ts';
import type { ThreadText } from '../salience/thread-text.ts';
import { openSource } from '../source/open.ts';
import { type Marked, readMarks } from './salience-gold.ts';

/** A thread with the sentences that one reader marked in it. */
export interface MarkedThread {
  readonly id: ThreadId;
  readonly reader: number;
  readonly subject: string;
  readonly text: ThreadText;
  readonly marks: readonly Marked[];
}

/** Marks below which a thread is no measure: a stray one from a thread that shares a message's quote. */
const fewestMarks = 5;

/**
 * Reads marks and the threads that they are in, from mail named or from the store; a thread that two readers
 * marked is there twice, one after the other.
 */
export async function markedThreads(
  files: readonly string[],
  mail: readonly string[],
  store: string,
  io: Io,
): Promise<readonly MarkedThread[]> {
  const scratch = mail.length > 0 ? mkdtempSync(join(tmpdir(), 'warrant-marks-')) : null;
  try {
    const file = scratch ? join(scratch, 'store.sqlite') : store;
    if (scratch) await ingestInto(file, mail, io);
    openReader(file).close();
    deriveClaims(io.root, file, 'all', io.signal);
    return reading(file, (reader) => {
      return threadsIn(
        reader,
        files.flatMap((name) => readMarks(resolve(io.cwd, name), reader)),
      );
    });
  } finally {
    if (scratch) rmSync(scratch, { recursive: true, force: true });
  }
}

async function ingestInto(file: string, mail: readonly string[], io: Io): Promise<void> {
  for (const name of mail) {
    const source = await openSource(name, undefined, io);
    try {
      await ingest([source], file, { ...io, err: () => {} });
    } finally {
      source.close();
    }
  }
}

function threadsIn(reader: StoreReader, marks: readonly Marked[]): readonly MarkedThread[] {
  const found = [...Map.groupBy(marks, ({ thread }) => thread)].flatMap(([id, all]) => {
    const readings = [...Map.groupBy(all, ({ reader: by }) => by)]
      .filter(([, own]) => own.length >= fewestMarks)
      .sort(([a], [b]) => a - b);
    const thread = readings.length > 0 ? reader.thread(id) : null;
    if (!thread) return [];
    const text = threadText(reader, thread, ({ messageId }) => [
      ...reader.claims({ message: messageId, origin: 'extracted' }),
    ]);
    return readings.map(([by, own]) => ({
      id,
      reader: by,
      subject: thread.subject,
      text,
      marks: own,
    }));
  });
  if (found.length > 0) return found;
  throw new Fault(
    'inputRefused',
    'the mail of no marked thread is here',
    'name it with --mail, or ingest it',
  );
}
