import type { SourceRef } from '../message.ts';
import type { Db } from './open.ts';

/** How far a source was read, and what its last complete reading found. */
export interface Progress {
  readonly fingerprint: string;
  readonly cursor: string;
  readonly messages: number;
  readonly rejected: readonly { readonly where: string; readonly reason: string }[];
}

/** Rejections remembered per source; a hostile source must not fill the store with them. */
const maxRemembered = 1_000;

/** Remembers sources, so that reading one again costs little. */
export class ProgressWriter {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The key of a source, made where it is new. */
  source({ location, format }: SourceRef): number {
    const find = this.#db
      .prepare<[string, string], number>('SELECT key FROM source WHERE location = ? AND format = ?')
      .pluck();
    const found = find.get(location, format);
    if (found !== undefined) return found;
    return Number(
      this.#db.prepare('INSERT INTO source (location, format) VALUES (?, ?)').run(location, format)
        .lastInsertRowid,
    );
  }

  get(ref: SourceRef): Progress | undefined {
    const row = this.#db
      .prepare<
        [string, string],
        { fingerprint: string; cursor: string; messages: number; rejected: string }
      >(
        `SELECT fingerprint, cursor, messages, rejected FROM progress
         JOIN source ON source.key = source_key WHERE location = ? AND format = ?`,
      )
      .get(ref.location, ref.format);
    return row && { ...row, rejected: JSON.parse(row.rejected) as Progress['rejected'] };
  }

  put(ref: SourceRef, progress: Progress): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO progress (source_key, fingerprint, cursor, messages, rejected)
         VALUES (?, ?, ?, ?, ?)`,
      )
      .run(
        this.source(ref),
        progress.fingerprint,
        progress.cursor,
        progress.messages,
        JSON.stringify(progress.rejected.slice(0, maxRemembered)),
      );
  }
}
