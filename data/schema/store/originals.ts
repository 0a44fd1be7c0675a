import type { Db } from './open.ts';

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
  readonly #bytes;
  readonly #from;
  readonly #forget;
  readonly #sweep;

  constructor(db: Db) {
    this.#bytes = db.prepare<[string, string, number, Uint8Array]>(
      'INSERT OR IGNORE INTO original (sha256, hash, length, zstd) VALUES (?, ?, ?, ?)',
    );
    this.#from = db.prepare<[string, number, string]>(
      'INSERT OR IGNORE INTO original_of (hash, source_key, sha256) VALUES (?, ?, ?)',
    );
    this.#forget = db
      .prepare<[string, number], string>(
        'DELETE FROM original_of WHERE hash = ? AND source_key = ? RETURNING sha256',
      )
      .pluck();
    this.#sweep = db.prepare<[string, string, string, string]>(
      `DELETE FROM original WHERE sha256 = ? AND hash = ?
         AND NOT EXISTS (SELECT 1 FROM original_of WHERE sha256 = ? AND hash = ?)`,
    );
  }

  /** @param hash of the copy that was read from these bytes */
  put(hash: string, source: number, { sha256, length, zstd }: Original): void {
    this.#bytes.run(sha256, hash, length, zstd);
    this.#from.run(hash, source, sha256);
  }

  /** A source took its copy back: what no other source has goes with it. */
  forget(hash: string, source: number): void {
    for (const sha256 of this.#forget.all(hash, source))
      this.#sweep.run(sha256, hash, sha256, hash);
  }
}
