import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../fault.ts';
import { storeFault } from './fault.ts';
import { migrations } from './migrations.ts';
import type { StoreReader } from './reader.ts';
import { SqliteReader } from './sqlite-reader.ts';

export type Db = Database.Database;

/** How long a writer waits for another process's transaction, in milliseconds. */
const busyTimeout = 60_000;

/**
 * Opens the store for reading.
 * @throws Fault `inputRefused` where there is none, or the file is no store of this version.
 */
export function openReader(file: string): StoreReader {
  return new SqliteReader(openDatabase(file));
}

/** Like `openReader`, for the code in this folder that needs the connection itself. */
export function openDatabase(file: string): Db {
  if (!existsSync(file)) {
    throw new Fault('inputRefused', `${file}: no store`, 'make one with ./warrant ingest SOURCE');
  }
  return guarded(file, () => {
    const db = new Database(file, { readonly: true, timeout: busyTimeout });
    const version = db.pragma('user_version', { simple: true });
    if (version === migrations.length) return db;
    db.close();
    if (version !== 0 && Number(version) < migrations.length) {
      openForWriting(file).close();
      return openDatabase(file);
    }
    throw new Fault(
      'inputRefused',
      `${file}: no store of this version (${version}, expected ${migrations.length})`,
      'delete it and run ./warrant ingest again',
    );
  });
}

/** Opens the store for writing, creates it where there is none, and brings its schema up to date. */
export function openForWriting(file: string): Db {
  return guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const db = new Database(file, { timeout: busyTimeout });
    db.pragma('journal_mode = WAL');
    // WAL with NORMAL survives a killed process; a power cut may lose the last batches, never the order.
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    db.pragma('wal_autocheckpoint = 4000');
    migrate(db, file);
    return db;
  });
}

function migrate(db: Db, file: string): void {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > migrations.length) {
      throw new Fault(
        'inputRefused',
        `${file}: written by a newer version`,
        'update Warrant, or delete the store and ingest again',
      );
    }
    for (const step of migrations.slice(version)) db.exec(step);
    if (version < migrations.length) db.pragma(`user_version = ${migrations.length}`);
  }).immediate();
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (caught) {
    throw storeFault(caught, file);
  }
}
