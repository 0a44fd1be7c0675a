import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../fault.ts';
import { refuseOther, storeFault } from './fault.ts';
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

/** Opens the store, reads in it, and closes it. @throws Fault as `openReader` does */
export function reading<T>(file: string, read: (reader: StoreReader) => T): T {
  const reader = openReader(file);
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}

/** Like `openReader`, for the code in this folder that needs the connection itself. */
export function openDatabase(file: string): Db {
  if (!existsSync(file)) {
    throw new Fault('inputRefused', `${file}: no store`, 'make one with ./warrant ingest SOURCE');
  }
  return guarded(file, () => {
    refuseOther(file, statSync(file).isFile());
    const db = openReadonly(file);
    const version = versionOf(db);
    if (version === currentVersion) return db;
    const foreign = isForeign(db);
    db.close();
    if (foreign) throw otherProgram(file);
    if (version > oldestVersion && version < currentVersion) {
      openForWriting(file).close();
      return openDatabase(file);
    }
    throw wrongVersion(file, version);
  });
}

function openReadonly(file: string): Db {
  try {
    const db = new Database(file, { readonly: true, timeout: busyTimeout });
    versionOf(db); // the file is first touched here
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (caught) {
    if (writable(dirname(file)) || existsSync(`${file}-wal`)) throw caught;
    // WAL wants a file beside the store even to read. On a read-only medium nobody writes, and the
    // store can be read from memory; bytes 18 and 19 of the header say "no WAL" then (SQLite file format).
    const bytes = readFileSync(file);
    bytes.fill(1, 18, 20);
    return new Database(bytes, { readonly: true });
  }
}

/** Opens the store for writing, creates it where there is none, and brings its schema up to date. */
export function openForWriting(file: string): Db {
  return guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) {
      refuseOther(file, statSync(file).isFile());
      accessSync(file, constants.W_OK);
    }
    const db = new Database(file, { timeout: busyTimeout });
    try {
      if (isForeign(db)) throw otherProgram(file);
      db.pragma('journal_mode = WAL');
      // WAL with NORMAL survives a killed process; a power cut may lose the last batches, never the order.
      db.pragma('synchronous = NORMAL');
      db.pragma('cache_size = -24576');
      db.pragma('temp_store = MEMORY');
      db.pragma('wal_autocheckpoint = 16000');
      migrate(db, file);
    } catch (caught) {
      db.close();
      throw caught;
    }
    return db;
  });
}

/** Versions up to this one were never published; `migrations` starts from the empty file after it. */
const oldestVersion = 15;
const currentVersion = oldestVersion + migrations.length;

const versionOf = (db: Db) => Number(db.pragma('user_version', { simple: true }));

/** What another program keeps in SQLite has tables, and none of ours. */
function isForeign(db: Db): boolean {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const names = tables.pluck().all();
  return names.length > 0 && !names.includes('text_index');
}

function migrate(db: Db, file: string): void {
  db.transaction(() => {
    const version = versionOf(db);
    const applied = version === 0 ? 0 : version - oldestVersion;
    if (version !== 0 && (applied < 1 || version > currentVersion)) {
      throw wrongVersion(file, version);
    }
    for (const step of migrations.slice(applied)) db.exec(step);
    if (version < currentVersion) db.pragma(`user_version = ${currentVersion}`);
  }).immediate();
}

const otherProgram = (file: string) =>
  new Fault(
    'inputRefused',
    `${file}: a database of another program`,
    'name the store itself with --store',
  );

function wrongVersion(file: string, version: number): Fault {
  return new Fault(
    'inputRefused',
    `${file}: no store of this version (${version}, expected ${currentVersion})`,
    version > currentVersion
      ? 'update Warrant, or delete the store and ingest again'
      : 'delete it and run ./warrant ingest again',
  );
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function guarded<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (caught) {
    throw storeFault(caught, file);
  }
}
