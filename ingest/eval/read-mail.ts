import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Io } from '../../data/schema/command.ts';
import type { Message } from '../../data/schema/message.ts';
import { statements } from '../claim/read/statement.ts';
import { tokens } from '../claim/read/tokens.ts';
import { parseBatch } from '../pipeline/batch.ts';
import { openSource } from '../source/open.ts';
import { bareId } from './annotation.ts';

export type Mail = Pick<Message, 'messageId' | 'from' | 'subject' | 'body'>;

/**
 * Reads the wanted messages from a folder, mbox or other source, without a store.
 * @param wanted bare ids; messages under others are passed over
 */
export async function readMail(
  source: string,
  wanted: ReadonlySet<string>,
  io: Pick<Io, 'cwd' | 'stdin' | 'signal'>,
): Promise<ReadonlyMap<string, Mail>> {
  const found = new Map<string, Mail>();
  for await (const { messageId, from, subject, body } of messagesOf(source, io)) {
    const id = bareId(messageId);
    if (wanted.has(id)) found.set(id, { messageId, from, subject, body });
    if (found.size === wanted.size) break;
  }
  return found;
}

/** The words of every distinct statement in some sources; a text that was sent twice counts once. */
export async function sentencesOf(
  sources: readonly string[],
  io: Pick<Io, 'cwd' | 'stdin' | 'signal'>,
): Promise<readonly (readonly string[])[]> {
  const found = new Map<string, readonly string[]>();
  for (const source of sources) {
    for await (const { body } of messagesOf(source, io)) {
      for (const { text } of statements(body)) {
        if (found.has(text)) continue;
        const words = tokens(text).map(({ word }) => word);
        found.set(text, words);
      }
    }
  }
  return [...found.values()];
}

async function* messagesOf(source: string, io: Pick<Io, 'cwd' | 'stdin' | 'signal'>) {
  const open = await openSource(source, undefined, io);
  try {
    for await (const item of open.read(null))
      yield* (await parseBatch({ ref: open.ref, items: [item] })).messages;
  } finally {
    open.close();
  }
}

/** Mail beside an annotation file, as score.py expects it: `mail-NAME` for NAME.jsonl, else `mail`. */
export function mailBeside(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  const named = join(dirname(path), `mail-${basename(path).replace(/\.\w+$/, '')}`);
  return existsSync(named) ? named : join(dirname(path), 'mail');
}
