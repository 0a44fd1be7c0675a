import { statSync } from 'node:fs';
import { z } from 'zod';
import { ClaimFile, QuoteHash } from '../../data/schema/claim.ts';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { filesBelow } from '../../data/schema/files-below.ts';
import { fold } from '../../data/schema/hash.ts';
import { MessageId, type ThreadId } from '../../data/schema/ids.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { anchorIn } from '../curate/anchor.ts';
import { findMessage } from '../curate/find-message.ts';
import { readLines } from './annotation.ts';

/** A sentence that a careful reader would quote in a summary of its thread. */
export interface Marked {
  readonly messageId: MessageId;
  readonly thread: ThreadId;
  /** White space folded. */
  readonly text: string;
  /** 3: the summary would be wrong without it; 2; 1. */
  readonly grade: number;
  /** Whether an experiment could show it false; null where nobody said. */
  readonly testable: boolean | null;
  /** Who marked it; see data/annotations/README.md. */
  readonly reader: number;
  /** Where its reader puts it among the first fifteen of the thread; null further down, or where nobody said. */
  readonly place: number | null;
}

/** One line of a file of marks: with its words, or, where mail may not be copied, with place and hash. */
const Line = z.object({
  messageId: MessageId,
  grade: z.int().min(1).max(3),
  testable: z.boolean().optional(),
  reader: z.int().positive().default(1),
  place: z.int().positive().optional(),
  text: z.string().optional(),
  start: z.int().nonnegative().optional(),
  end: z.int().positive().optional(),
  hash: QuoteHash.optional(),
});

/**
 * Reads marks against a store that holds their mail. A folder of reviewed claims counts as grade 2
 * throughout. Marks whose mail is absent, or whose words it does not hold, are left out.
 * @throws Fault `inputRefused` with file and line
 */
export function readMarks(path: string, reader: StoreReader): readonly Marked[] {
  return isFolder(path) ? reviewedMarks(path, reader) : listedMarks(path, reader);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (cause) {
    throw new Fault('inputRefused', `${path}: ${messageOf(cause)}`, 'check the path', cause);
  }
}

function listedMarks(path: string, reader: StoreReader): readonly Marked[] {
  return readLines(path, Line, 'ingest/eval/salience-gold.ts').flatMap((mark) => {
    const message = reader.message(mark.messageId);
    const text = message && (mark.text ?? wordsAt(message.body, mark));
    if (!message || text === null || text === undefined) return [];
    const { messageId, threadId } = message;
    const { grade, reader: by, testable = null, place = null } = mark;
    return [{ messageId, thread: threadId, text: fold(text), grade, testable, reader: by, place }];
  });
}

function wordsAt(body: string, { start, end, hash }: z.infer<typeof Line>): string | null {
  if (start === undefined || end === undefined || hash === undefined) return null;
  const anchor = anchorIn(body, { position: { start, end }, hash });
  return anchor && body.slice(anchor.start, anchor.end);
}

function reviewedMarks(folder: string, reader: StoreReader): readonly Marked[] {
  return filesBelow(folder, '.yaml').flatMap((path) => {
    const { message: named, claims } = readYaml(path, ClaimFile);
    const message = findMessage(reader, named);
    if (!message || message.ghost) return [];
    return claims.flatMap((claim) => {
      const anchor = anchorIn(message.body, claim);
      if (!anchor) return [];
      const text = fold(message.body.slice(anchor.start, anchor.end));
      const { messageId, threadId: thread } = message;
      return [{ messageId, thread, text, grade: 2, testable: null, reader: 1, place: null }];
    });
  });
}
