import { Fault, messageOf } from '../../data/schema/fault.ts';
import type { SourceRef } from '../../data/schema/message.ts';
import type { NewMessage } from '../../data/schema/store/writer.ts';
import { parseMessage } from '../mime/message.ts';
import { readArchivePage } from '../page/read-page.ts';
import type { ParsedMessage } from '../parsed.ts';
import { unquoteFrom } from '../source/mbox.ts';
import type { RawItem } from '../source/raw.ts';
import { contentHash } from './content-hash.ts';
import { wordsOf } from './words.ts';

export interface Rejection {
  readonly where: string;
  readonly reason: string;
}

/** A batch of raw mail as it goes to a worker. */
export interface RawBatch {
  readonly ref: SourceRef;
  readonly items: readonly RawItem[];
}

/** The same batch parsed, in the same order. */
export interface ParsedBatch {
  readonly messages: readonly NewMessage[];
  readonly rejected: readonly Rejection[];
}

/** Parses a batch; a pure function, so that it does not matter which thread runs it. */
export function parseBatch(batch: RawBatch): ParsedBatch {
  const messages: NewMessage[] = [];
  const rejected: Rejection[] = [];
  for (const item of batch.items) {
    const result = item.kind === 'rejected' ? item : parseItem(item, batch.ref);
    if ('reason' in result) rejected.push({ where: item.where, reason: result.reason });
    else messages.push(newMessage(result));
  }
  return { messages, rejected };
}

type Readable = Exclude<RawItem, { kind: 'rejected' }>;

function parseItem(item: Readable, ref: SourceRef): ParsedMessage | { reason: string } {
  const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
  try {
    if (item.kind === 'page') return readArchivePage(pageText(bytes), ref);
    const parsed = parseMessage(unquoteFrom(bytes, item.quoting), ref);
    return parsed.ok ? parsed.message : { reason: parsed.reason };
  } catch (caught) {
    // One unreadable message must not end the reading of a list; the reason goes into the report.
    if (caught instanceof Fault) return { reason: caught.line };
    return { reason: `cannot be parsed (${messageOf(caught)})` };
  }
}

/** Old pages are Latin-1 and say nothing of it. */
function pageText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function newMessage(message: ParsedMessage): NewMessage {
  const { source: _, ...rest } = message;
  const normal = { ...rest, date: message.date?.replace(/\.000Z$/, 'Z') ?? null };
  const { own, quoted } = wordsOf(message.body);
  return { ...normal, hash: contentHash({ ...message, date: normal.date }), own, quoted };
}
