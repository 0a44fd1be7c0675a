import { existsSync } from 'node:fs';
import { Fault, messageOf } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { storeFault } from './fault.ts';
import { type MessageTableRow, selectMessages, toStoredMessage } from './message-table.ts';
import { type Db, openDatabase } from './open.ts';
import type { NewMessage } from './writer.ts';

/** Findings of one kind that are listed. */
const listed = 5;

/** Questions whose every answer is damage: the columns that hold JSON, and keys that lead nowhere. */
const questions: readonly (readonly [string, string])[] = [
  [
    'a message whose references cannot be read',
    'SELECT message_id FROM message WHERE NOT (json_valid(refs) AND json_valid(in_reply_to))',
  ],
  [
    'a message without its text',
    'SELECT message_id FROM message LEFT JOIN body ON message_key = key WHERE text IS NULL',
  ],
  [
    'a message of which it cannot be read who speaks',
    'SELECT key FROM message WHERE spoken IS NOT NULL AND NOT json_valid(spoken)',
  ],
  [
    'a message of a thread that is not there',
    'SELECT message_id FROM message WHERE thread_id IS NOT NULL AND thread_id NOT IN (SELECT thread_id FROM thread)',
  ],
  [
    'a message of a source that is not there',
    'SELECT message_key FROM message_source WHERE source_key NOT IN (SELECT key FROM source)',
  ],
  [
    'a thread whose patch series cannot be read',
    'SELECT thread_id FROM thread WHERE series IS NOT NULL AND NOT json_valid(series)',
  ],
  [
    'mail as it was sent that is not there',
    'SELECT original_key FROM original_source WHERE original_key NOT IN (SELECT key FROM original)',
  ],
  [
    'a copy that cannot be read',
    'SELECT group_id FROM copy WHERE NOT (json_valid(parsed) AND json_valid(sources))',
  ],
];

/**
 * What is wrong with a store: SQLite's own integrity check, what the tables say of each other, and each
 * message against the hash that it was stored with. None where there is no store.
 * @param hashOf the hash that ingest gives a message
 */
export function checkStore(file: string, hashOf: (message: NewMessage) => string): Finding[] {
  if (!existsSync(file)) return [];
  let db: Db | undefined;
  let next = 'delete it and run ./warrant ingest again';
  try {
    db = openDatabase(file);
    next = `${next} with ${sourcesOf(db)}`;
    const found = [...sqliteSays(db), ...tablesSay(db), ...wordsSay(db, hashOf)];
    return found.map((what) => ({ file, what, next }));
  } catch (caught) {
    const fault = storeFault(caught, file);
    if (fault instanceof Fault) return [{ file, what: fault.message, next: fault.next }];
    return [{ file, what: `the store is damaged (${messageOf(fault)})`, next }];
  } finally {
    db?.close();
  }
}

/** Tables, indexes and, since SQLite 3.44, the full-text indexes. */
function sqliteSays(db: Db): string[] {
  const rows = db.prepare<[], string>(`PRAGMA integrity_check(${listed})`).pluck().all();
  return rows.filter((row) => row !== 'ok').map((row) => `damaged: ${row}`);
}

function tablesSay(db: Db): string[] {
  return questions.flatMap(([what, sql]) =>
    db
      .prepare<[], string | number>(`${sql} LIMIT ${listed}`)
      .pluck()
      .all()
      .map((key) => `${what}: ${key}`),
  );
}

/** A flipped byte in a text breaks no rule of SQLite's. */
function wordsSay(db: Db, hashOf: (message: NewMessage) => string): string[] {
  const rows = db.prepare<[], MessageTableRow>(`${selectMessages} WHERE ghost = 0`).iterate();
  const found: string[] = [];
  for (const row of rows) {
    if (found.length === listed) break;
    if (hashOf(toStoredMessage(row)) !== row.hash) {
      found.push(`words other than those that were stored: ${row.message_id}`);
    }
  }
  return found;
}

/** What the store was made from, as far as it can still say. */
function sourcesOf(db: Db): string {
  const names = db
    .prepare<[], string>('SELECT location FROM source ORDER BY location')
    .pluck()
    .all();
  if (names.length === 0) return 'its sources';
  return names.length > 10 ? `its ${names.length} sources, the first ${names[0]}` : names.join(' ');
}
