import type { Claim } from '../claim.ts';
import type { MessageId } from '../ids.ts';
import type { Db } from './open.ts';
import type { StoredRelation } from './reader.ts';

/**
 * Stores claims. Extraction is a pure function over a message's body and quotes; what it returns for a
 * message replaces what it returned before. Curated claims are replaced as a whole, since the files of
 * `data/claims/` are their only source. Call inside `StoreWriter.batch`.
 */
export class ClaimWriter {
  readonly #db: Db;
  readonly #insertClaim;
  readonly #insertRelation;
  readonly #markExtracted;

  constructor(db: Db) {
    this.#db = db;
    this.#insertClaim = db.prepare(
      `INSERT OR REPLACE INTO claim (claim_id, origin, message_id, author, kind, stance, approaches, text,
         start, "end", confidence, salience, testable, cue, title)
       VALUES (@id, @origin, @messageId, @author, @kind, @stance, @approaches, @text, @start, @end,
         @confidence, @salience, @testable, @cue, @title)`,
    );
    this.#insertRelation = db.prepare(
      'INSERT OR IGNORE INTO relation (from_id, kind, to_id, origin) VALUES (?, ?, ?, ?)',
    );
    this.#markExtracted = db.prepare(
      `INSERT OR REPLACE INTO extraction (message_id, extractor, hash)
       SELECT message_id, ?, hash FROM message WHERE message_id = ?`,
    );
  }

  /**
   * Messages, ghosts left out, whose present text this version of the extractor has not seen.
   * @param extractor name and version, such as `rules-3`
   */
  pending(extractor: string): MessageId[] {
    return this.#db
      .prepare<[string], MessageId>(
        `SELECT message.message_id FROM message
         LEFT JOIN extraction ON extraction.message_id = message.message_id
           AND extraction.hash = message.hash AND extractor = ?
         WHERE ghost = 0 AND extraction.message_id IS NULL ORDER BY message.key`,
      )
      .pluck()
      .all(extractor);
  }

  /** Which extractor saw a message last; undefined where none did. */
  extractorOf(message: MessageId): string | undefined {
    return this.#db
      .prepare<[MessageId], string>('SELECT extractor FROM extraction WHERE message_id = ?')
      .pluck()
      .get(message);
  }

  /** Replaces the extracted claims of one message and the relations that start at them. */
  putExtracted(
    message: MessageId,
    extractor: string,
    claims: readonly Claim[],
    relations: readonly StoredRelation[] = [],
  ): void {
    this.#db
      .prepare(
        `DELETE FROM relation WHERE origin = 'extracted' AND from_id IN
           (SELECT claim_id FROM claim WHERE message_id = ? AND origin = 'extracted')`,
      )
      .run(message);
    this.#db
      .prepare("DELETE FROM claim WHERE message_id = ? AND origin = 'extracted'")
      .run(message);
    for (const claim of claims) this.#put(claim);
    for (const relation of relations) this.#relate(relation);
    this.#markExtracted.run(extractor, message);
  }

  /** Replaces every curated claim and relation. */
  putCurated(claims: readonly Claim[], relations: readonly StoredRelation[]): void {
    this.#db.exec(
      "DELETE FROM claim WHERE origin = 'curated'; DELETE FROM relation WHERE origin = 'curated'",
    );
    for (const claim of claims) this.#put(claim);
    for (const relation of relations) this.#relate(relation);
  }

  #put(claim: Claim): void {
    const { approaches, testable, ...rest } = claim;
    this.#insertClaim.run({
      ...rest,
      approaches: JSON.stringify(approaches),
      testable: testable ? 1 : 0,
    });
  }

  #relate({ from, kind, to, origin }: StoredRelation): void {
    this.#insertRelation.run(from, kind, to, origin);
  }
}
