import { canonicalJson } from '../../data/schema/canonical.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { ThreadId } from '../../data/schema/ids.ts';
import type { Review } from '../../data/schema/review.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import type { StoreWriter } from '../../data/schema/store/writer.ts';
import { restatements } from './cluster.ts';
import { type ExtractionContext, extractClaims } from './extract.ts';
import { relateMessage } from './relate.ts';
import { readReviews, taggers } from './reviews.ts';
import { loadClassifier, weightsFile } from './weights.ts';

export interface StoredClaims {
  /** Messages that were judged anew, and what they claim. */
  readonly messages: number;
  readonly claims: number;
}

/**
 * Extracts the claims of every thread with a message whose text this version has not judged, and stores
 * them with their relations. Run after ingest; a second run does nothing. A thread is one transaction, so
 * that an interrupted run goes on where it was.
 */
export function storeClaims(
  root: string,
  writer: StoreWriter,
  reader: StoreReader,
  signal?: AbortSignal,
): StoredClaims {
  const reviews = readReviews(root);
  const { classifier, version } = loadClassifier(weightsFile(root));
  const taggerOf = taggers(reviews, (id) => reader.message(id)?.threadId);
  const extractor = `${version}/${vocabularyHash(reviews)}`;
  const changed = new Set<ThreadId>();
  for (const id of writer.claims.pending(extractor)) {
    const thread = reader.message(id)?.threadId;
    if (thread) changed.add(thread);
  }
  let messages = 0;
  let claims = 0;
  for (const id of changed) {
    if (signal?.aborted) break;
    const derived = deriveThread(reader, id, { classifier, approaches: taggerOf(id) });
    writer.batch(() => {
      for (const { message, claims: found, relations } of derived) {
        writer.claims.putExtracted(message, extractor, found, relations);
        claims += found.length;
      }
    });
    messages += derived.length;
  }
  return { messages, claims };
}

function vocabularyHash(reviews: readonly Review[]): string {
  return sha256(
    canonicalJson(reviews.map(({ threads, approaches }) => [threads, approaches])),
  ).slice(0, 8);
}

/** The claims and relations of each message of a thread; depends on nothing but the thread's content. */
function deriveThread(reader: StoreReader, id: ThreadId, context: ExtractionContext) {
  const messages = (reader.thread(id)?.messages ?? [])
    .filter(({ ghost }) => !ghost)
    .flatMap(({ messageId }) => reader.message(messageId) ?? []);
  const claimsOf = new Map(messages.map((m) => [m.messageId, extractClaims(m, context)] as const));
  const byTime = [...messages].sort(
    (a, b) => compare(a.date ?? '', b.date ?? '') || compare(a.messageId, b.messageId),
  );
  const restated = restatements(byTime.flatMap(({ messageId }) => claimsOf.get(messageId) ?? []));
  return messages.map(({ messageId }) => {
    const claims = claimsOf.get(messageId) ?? [];
    const ids = new Set(claims.map((claim) => claim.id));
    return {
      message: messageId,
      claims,
      relations: [
        ...relateMessage(claims, reader.quotesIn(messageId), (other) => claimsOf.get(other) ?? []),
        ...restated.filter(({ from }) => ids.has(from)),
      ],
    };
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
