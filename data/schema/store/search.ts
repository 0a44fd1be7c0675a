import type { MessageId, ThreadId } from '../ids.ts';
import type { Db } from './open.ts';
import { parseQuery } from './query.ts';
import type { SearchFilter, SearchHit } from './reader.ts';
import { snippet } from './snippet.ts';
import { partOf, spokenOf } from './spoken.ts';
import { whereOf } from './where.ts';

interface HitRow {
  readonly message_id: MessageId;
  readonly thread_id: ThreadId;
  readonly from_name: string;
  readonly from_address: string;
  readonly date: string | null;
  readonly subject: string;
  readonly body: string;
  readonly spoken: string | null;
}

/** Best matches first; equal ones by date, newest first, then by id. A query without words finds nothing. */
export function searchStore(db: Db, query: string, filter: SearchFilter): SearchHit[] {
  const { match, terms } = parseQuery(query);
  if (match === '') return [];
  const { where, values } = whereOf(filter);
  const tables =
    filter.in === 'own'
      ? ['own_text']
      : filter.in === 'quoted'
        ? ['quoted_text']
        : ['own_text', 'quoted_text'];
  const found = tables
    .map((table) => `SELECT rowid AS key, rank FROM ${table} WHERE ${table} MATCH ?`)
    .join(' UNION ALL ');
  // A message may match in both its own and its quoted words; the better rank counts.
  const once =
    tables.length === 1 ? found : `SELECT key, min(rank) AS rank FROM (${found}) GROUP BY key`;
  const rows = db
    .prepare<(string | number)[], HitRow>(
      `SELECT message_id, message.thread_id, from_name, from_address, date, message.subject, text AS body, spoken
       FROM (
         SELECT message.key AS best, rank FROM (${once}) AS hit JOIN message ON message.key = hit.key
         WHERE thread_id IS NOT NULL AND ${where}
         ORDER BY rank, date DESC, message_id LIMIT ?
       ) JOIN message ON message.key = best JOIN body ON message_key = best
       ORDER BY rank, date DESC, message_id`,
    )
    .all(...tables.map(() => match), ...values, filter.limit ?? 50);
  return rows.map((row) => ({
    messageId: row.message_id,
    threadId: row.thread_id,
    from: row.from_name || row.from_address,
    date: row.date,
    subject: row.subject,
    snippet: snippet(partOf(row.body, spokenOf(row.spoken), filter.in), terms),
  }));
}
