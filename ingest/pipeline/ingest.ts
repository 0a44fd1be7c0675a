import { existsSync } from 'node:fs';
import type { Io } from '../../data/schema/command.ts';
import { openWriter, type StoreWriter } from '../../data/schema/store/writer.ts';
import type { OpenSource } from '../source/raw.ts';
import { deriveDirty } from './derive-dirty.ts';
import { Pool } from './pool.ts';
import { Progress } from './progress.ts';
import { type LazyWriter, readSource } from './read-source.ts';
import type { Report, SourceReport } from './report.ts';

/**
 * Reads every source into the store, then threads what changed and resolves its quotes. A store that
 * does not exist is made with the first message, so that a source without mail leaves nothing behind.
 */
export async function ingest(
  sources: readonly OpenSource[],
  file: string,
  io: Pick<Io, 'err' | 'terminal' | 'signal'>,
): Promise<Report> {
  const started = performance.now();
  const progress = new Progress(io);
  const pool = new Pool();
  const store = new Lazy(file);
  try {
    const reports: SourceReport[] = [];
    for (const source of sources) reports.push(await readSource(source, store, pool, progress));
    const writer = store.existing;
    writer?.batch(() => writer.copies.table.senders.review());
    const threads = writer ? await deriveDirty(writer, pool, progress) : { added: 0, changed: 0 };
    return {
      schemaVersion: 1,
      sources: reports,
      threads,
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    progress.clear();
    await pool.close();
    store.existing?.close();
  }
}

/**
 * Derives again what a review of people since the store was last written (data/people.yaml) says otherwise: threads,
 * quotes and who counts as one. Does nothing where nothing was reviewed, and reads no mail.
 */
export async function heedReviewed(
  file: string,
  io: Pick<Io, 'err' | 'terminal' | 'signal'>,
): Promise<void> {
  await ingest([], file, io);
}

class Lazy implements LazyWriter {
  readonly #file: string;
  existing: StoreWriter | null;

  constructor(file: string) {
    this.#file = file;
    this.existing = existsSync(file) ? openWriter(file) : null;
  }

  open(): StoreWriter {
    this.existing ??= openWriter(this.#file);
    return this.existing;
  }
}
