import type { Db } from './open.ts';

/** What the index of originals holds of the hash: an index of whole hashes is ten times as large, and each of its pages is written over and over. */
export const hashStart = 'substr(original.hash, 1, 12)';

/** Mail as a source had it, before anything was decoded. */
export interface Original {
  /** Of the bytes as they were, lower-case hex. */
  readonly sha256: string;
  /** Length of the bytes as they were. */
  readonly length: number;
  /** The bytes, packed against the message that was read from them (`packed-mail.ts`). */
  readonly zstd: Uint8Array;
}

/**
 * Mail as it was sent, for every source that had it so: by the hash of the copy that was read from it.
 * Equal bytes are kept once, since they are read as one message. Signatures (DKIM, PGP) can be checked on them, and on nothing else here.
 */
export class Originals {
  readonly #find;
  readonly #insert;
  readonly #from;
  readonly #forget;
  readonly #sweep;

  constructor(db: Db) {
    this.#find = db
      .prepare<[string, string, string], number>(
        `SELECT key FROM original WHERE ${hashStart} = substr(?, 1, 12) AND hash = ? AND sha256 = ?`,
      )
      .pluck();
    this.#insert = db.prepare<[string, string, number, Uint8Array]>(
      'INSERT INTO original (hash, sha256, length, zstd) VALUES (?, ?, ?, ?)',
    );
    this.#from = db.prepare<[number, number]>(
      'INSERT OR IGNORE INTO original_source (original_key, source_key) VALUES (?, ?)',
    );
    const ofHash = `SELECT key FROM original WHERE ${hashStart} = substr(?, 1, 12) AND hash = ?`;
    this.#forget = db.prepare<[number, string, string]>(
      `DELETE FROM original_source WHERE source_key = ? AND original_key IN (${ofHash})`,
    );
    this.#sweep = db.prepare<[string, string]>(
      `DELETE FROM original WHERE key IN (${ofHash})
         AND NOT EXISTS (SELECT 1 FROM original_source WHERE original_key = key)`,
    );
  }

  /** @param hash of the copy that was read from these bytes */
  put(hash: string, source: number, { sha256, length, zstd }: Original): void {
    const key =
      this.#find.get(hash, hash, sha256) ??
      Number(this.#insert.run(hash, sha256, length, zstd).lastInsertRowid);
    this.#from.run(key, source);
  }

  /** A source took its copy back: what no other source has goes with it. */
  forget(hash: string, source: number): void {
    this.#forget.run(source, hash, hash);
    this.#sweep.run(hash, hash);
  }
}
