import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Claim } from '../../../data/schema/claim.ts';
import { sha256 } from '../../../data/schema/hash.ts';
import type { MessageId, ThreadId } from '../../../data/schema/ids.ts';
import type { Thread } from '../../../data/schema/message.ts';
import type { Review } from '../../../data/schema/review.ts';
import type { StoredRelation, StoreReader } from '../../../data/schema/store/reader.ts';
import type { StoreWriter } from '../../../data/schema/store/writer.ts';
import type { SalienceModel } from '../../salience/fit.ts';
import { rated } from '../../salience/rank.ts';
import { threadText } from '../../salience/read-thread.ts';
import { loadSalience, salienceVersion } from '../../salience/weights.ts';
import { type ExtractionContext, extractClaims } from '../extract.ts';
import { extractorVersion, loadClassifier, weightsFile } from '../judge/weights.ts';
import { readReviews, reviewOf } from '../read/reviews.ts';
import { approachTagger } from '../relate/approach.ts';
import { restatements } from '../relate/cluster.ts';
import { relateMessage } from '../relate/relate.ts';
import { repeats } from '../relate/repeats.ts';

export interface StoredClaims {
  /** Messages that were judged anew, and what they claim. */
  readonly messages: number;
  readonly claims: number;
  /** Pending messages that were left for later. */
  readonly left: number;
}

/** `all`, or `eager`: reviewed threads, and the rest where at most `eagerLimit` messages wait. */
export type ExtractionScope = 'eager' | 'all';

/** Pending messages up to which extraction runs along with ingest. */
const eagerLimit = 1000;

/**
 * Extracts the claims of every thread with a message whose text this version has not judged, and stores
 * them with their relations. Run after ingest; a second run does nothing. A thread is one transaction, so
 * that an interrupted run goes on where it was.
 */
export function storeClaims(
  root: string,
  writer: StoreWriter,
  reader: StoreReader,
  scope: ExtractionScope,
  signal?: AbortSignal,
): StoredClaims {
  const reviews = readReviews(root);
  const threadOf = (id: MessageId) => reader.message(id)?.threadId;
  const taggers = new Map(reviews.map((review) => [review.id, approachTagger(review.approaches)]));
  const extractor = `${extractorVersion(weightsFile(root))}/${salienceVersion()}/${vocabularyHash(reviews)}`;
  const pending = writer.claims.pending(extractor);
  const few = scope === 'all' || pending.length <= eagerLimit;
  const changed = few
    ? new Set(pending.flatMap((id) => reader.message(id)?.threadId ?? []))
    : reviewThreads(reviews, new Set(pending), reader);
  if (changed.size === 0) return { messages: 0, claims: 0, left: few ? 0 : pending.length };
  const { classifier } = loadClassifier(weightsFile(root));
  const model = loadSalience();
  let messages = 0;
  let claims = 0;
  for (const id of changed) {
    if (signal?.aborted) break;
    const thread = reader.thread(id);
    if (!thread) continue;
    const review = reviewOf(reviews, thread, threadOf);
    const approaches = (review && taggers.get(review.id)) ?? null;
    const derived = deriveThread(reader, thread, { classifier, approaches }, model);
    writer.batch(() => {
      for (const { message, claims: found, relations } of derived) {
        writer.claims.putExtracted(message, extractor, found, relations);
        claims += found.length;
      }
    });
    messages += derived.length;
  }
  return { messages, claims, left: few ? 0 : writer.claims.pending(extractor).length };
}

/** The reviewed threads that hold a pending message. */
function reviewThreads(
  reviews: readonly Review[],
  pending: ReadonlySet<MessageId>,
  reader: StoreReader,
): ReadonlySet<ThreadId> {
  const roots = reviews.flatMap(({ threads }) => threads.map(({ root }) => root));
  const known = roots.flatMap((root) => reader.message(root)?.threadId ?? []);
  return new Set(
    known.filter((id) => reader.thread(id)?.messages.some((m) => pending.has(m.messageId))),
  );
}

function vocabularyHash(reviews: readonly Review[]): string {
  return sha256(
    canonicalJson(reviews.map(({ threads, approaches }) => [threads, approaches])),
  ).slice(0, 8);
}

/** The claims and relations of each message of a thread; depends on nothing but the thread's content. */
function deriveThread(
  reader: StoreReader,
  thread: Thread,
  context: ExtractionContext,
  model: SalienceModel,
) {
  const text = threadText(reader, thread, (message) => extractClaims(message, context));
  const claims = rated(text, model);
  const repeated = repeats([...claims.values()]);
  const kept = ({ id }: Claim) => !repeated.has(id);
  const onKept = (relation: StoredRelation) => ({
    ...relation,
    to: repeated.get(relation.to) ?? relation.to,
  });
  const claimsOf = new Map(
    text.map((spoken) => [
      spoken.message.messageId,
      spoken.claims.flatMap(({ id }) => claims.get(id) ?? []),
    ]),
  );
  const restated = restatements([...claims.values()].filter(kept));
  return text.map(({ message: { messageId }, quotes }) => {
    const own = (claimsOf.get(messageId) ?? []).filter(kept);
    const ids = new Set(own.map((claim) => claim.id));
    const answers = relateMessage(own, quotes, (other) => claimsOf.get(other) ?? []);
    return {
      message: messageId,
      claims: own,
      relations: [
        ...answers.map(onKept).filter(({ from, to }) => from !== to),
        ...restated.filter(({ from }) => ids.has(from)),
      ],
    };
  });
}
