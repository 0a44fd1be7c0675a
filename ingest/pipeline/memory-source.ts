import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestStore } from '../../data/schema/store/digest.ts';
import { openDatabase } from '../../data/schema/store/open.ts';
import type { OpenSource, RawItem } from '../source/raw.ts';
import { ingest } from './ingest.ts';

/** A source made of mails in memory, for tests. */
export function memorySource(location: string, mails: readonly string[]): OpenSource {
  return {
    ref: { location, format: 'eml' },
    fingerprint: async () => null,
    async *read(): AsyncIterable<RawItem> {
      for (const text of mails) {
        yield { kind: 'mail', bytes: Buffer.from(text), quoting: 'none', where: location };
      }
    },
    cursor: () => '',
    incremental: () => false,
    progress: () => ({ done: 0, total: 0 }),
    close: () => undefined,
  };
}

/** A store of its own for one test file; `fill` empties it and reads mails in several runs. */
export class TestStore {
  readonly file: string;

  constructor(name: string) {
    this.file = join(tmpdir(), `${name}-${process.pid}.sqlite`);
  }

  async fill(...runs: readonly (readonly string[])[]): Promise<void> {
    this.remove();
    const io = { err: () => undefined, terminal: false, signal: new AbortController().signal };
    for (const mails of runs) await ingest([memorySource('m', mails)], this.file, io);
  }

  digest(): string {
    const db = openDatabase(this.file);
    try {
      return digestStore(db).digest;
    } finally {
      db.close();
    }
  }

  remove(): void {
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.file + suffix, { force: true });
  }
}
