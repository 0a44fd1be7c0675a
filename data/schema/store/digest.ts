import { createHash } from 'node:crypto';
import type { Db } from './open.ts';

export interface StoreDigest {
  /** Lower-case hex SHA-256. */
  readonly digest: string;
  readonly messages: number;
  readonly ghosts: number;
  readonly threads: number;
  readonly quotes: number;
}

/**
 * What the digest covers, each table in an order that content alone decides. Keys, sources and the order
 * of arrival stay out: one list as mbox and as public-inbox has one digest.
 */
const tables = {
  messages: `SELECT message_id, hash, synthetic, ghost, from_name, from_address, date, subject, in_reply_to,
      refs, text, spoken, thread_id, parent_id, position, depth, link FROM message
    JOIN body ON message_key = key ORDER BY message_id`,
  threads: 'SELECT thread_id, subject, first_date, series FROM thread ORDER BY thread_id',
  quotes: `SELECT message_id, start, "end", quote.depth, attributed_to, text, origin_id, origin_start,
      origin_end, fidelity FROM quote JOIN message ON message.key = message_key
    ORDER BY message_id, start, quote.depth`,
  aliases: 'SELECT message_id, target_id FROM alias ORDER BY message_id',
  variants: 'SELECT message_id, of_id FROM variant ORDER BY message_id',
  copies: 'SELECT group_id, hash, parsed FROM copy ORDER BY group_id, hash',
} as const;

/** Hashes the content of a store in one consistent view of it. */
export function digestStore(db: Db): StoreDigest {
  const hash = createHash('sha256');
  const count = (sql: string) =>
    db.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get();
  return db.transaction(() => {
    for (const [table, sql] of Object.entries(tables)) {
      hash.update(`${table}\n`);
      for (const row of db.prepare(sql).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`);
    }
    return {
      digest: hash.digest('hex'),
      messages: count('message WHERE ghost = 0') ?? 0,
      ghosts: count('message WHERE ghost = 1') ?? 0,
      threads: count('thread') ?? 0,
      quotes: count('quote') ?? 0,
    };
  })();
}
