import { hash } from 'node:crypto';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import type { SourceRef } from '../../data/schema/message.ts';
import type { StoredMessage } from '../../data/schema/store/message-table.ts';
import type { Original } from '../../data/schema/store/originals.ts';
import { packed } from '../../data/schema/store/packed-mail.ts';
import { parseMail } from '../mime/digest.ts';
import type { ParsedMessage } from '../parsed.ts';
import { unquoteFrom } from '../source/mbox.ts';
import type { RawItem } from '../source/raw.ts';
import { contentHash } from './content-hash.ts';

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
  /** How many messages digests held, beyond the digests themselves. */
  readonly digested: number;
  /** How many items were messages that the source took back, readable or not. */
  readonly takenBack: number;
  readonly messages: readonly StoredMessage[];
  /** Messages that the source took back. */
  readonly withdrawn: readonly StoredMessage[];
  readonly rejected: readonly Rejection[];
  /** Mail as its source had it, by the hash of the message read from it. */
  readonly originals: ReadonlyMap<string, readonly Original[]>;
}

/** Parses a batch; a pure function, so that it does not matter which thread runs it. */
export async function parseBatch(batch: RawBatch): Promise<ParsedBatch> {
  const messages: StoredMessage[] = [];
  const withdrawn: StoredMessage[] = [];
  const rejected: Rejection[] = [];
  const originals = new Map<string, Original[]>();
  let digested = 0;
  for (const item of batch.items) {
    const result = item.kind === 'rejected' ? item : await parseItem(item, batch.ref);
    if (!('reason' in result)) {
      if (item.kind !== 'withdrawn') digested += result.length - 1;
      const stored = result.map(storedMessage);
      (item.kind === 'withdrawn' ? withdrawn : messages).push(...stored);
      // A digest is no message of its own, and a message in it was not sent like this.
      const [only] = stored;
      const original = only && stored.length === 1 ? originalOf(item, only) : null;
      if (original && only) {
        originals.set(only.hash, [...(originals.get(only.hash) ?? []), original]);
      }
    } else if (item.kind !== 'withdrawn') {
      // What cannot be read was never stored, and need not be taken back.
      rejected.push({ where: item.where, reason: result.reason });
    }
  }
  const takenBack = batch.items.filter(({ kind }) => kind === 'withdrawn').length;
  return { digested, takenBack, messages, withdrawn, rejected, originals };
}

type Readable = Exclude<RawItem, { kind: 'rejected' }>;

/** The mail as it was sent; null of a page, and of what a program built anew. */
function originalOf(item: RawItem, message: StoredMessage): Original | null {
  if (item.kind !== 'mail' || item.rebuilt) return null;
  const bytes = unquoteFrom(
    Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength),
    item.quoting,
  );
  const sha256 = hash('sha256', bytes, 'hex');
  return { sha256, length: bytes.length, zstd: packed(bytes, message) };
}

async function parseItem(
  item: Readable,
  ref: SourceRef,
): Promise<readonly ParsedMessage[] | { reason: string }> {
  const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
  try {
    if (item.kind === 'page') {
      // The HTML parser takes longer to load than a small mbox to read.
      const { readArchivePage } = await import('../page/read-page.ts');
      const page = readArchivePage(pageText(bytes), ref);
      return 'reason' in page ? page : [page];
    }
    const parsed = parseMail(unquoteFrom(bytes, item.quoting), ref);
    return parsed.ok ? parsed.messages : { reason: parsed.reason };
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

function storedMessage(message: ParsedMessage): StoredMessage {
  const { source: _, ...rest } = message;
  const normal = { ...rest, date: message.date?.replace(/\.000Z$/, 'Z') ?? null };
  return { ...normal, hash: contentHash({ ...message, date: normal.date }) };
}
