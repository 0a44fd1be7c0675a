import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from '../../data/schema/hash.ts';
import type { MessageId, ReviewId, ThreadId } from '../../data/schema/ids.ts';
import { Review } from '../../data/schema/review.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { type ApproachTagger, approachTagger } from './approach.ts';

/** The reviews of `data/reviews/`, in order of file name. */
export function readReviews(root: string): readonly Review[] {
  const folder = join(root, 'data', 'reviews');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readYaml(join(folder, name), Review));
}

/** Finds the vocabulary that applies to a thread: that of the review which lists its root. */
export function taggers(
  reviews: readonly Review[],
  threadOf: (message: MessageId) => ThreadId | undefined,
): (thread: ThreadId) => ApproachTagger | null {
  const byThread = new Map<ThreadId, ApproachTagger>();
  for (const review of reviews) {
    const tagger = approachTagger(review.approaches);
    for (const { root } of review.threads) {
      byThread.set(threadOf(root) ?? threadId(root), tagger);
      byThread.set(threadId(root), tagger);
    }
  }
  return (thread) => byThread.get(thread) ?? null;
}

/** The review that lists a thread, if one does. */
export function reviewOf(
  reviews: readonly Review[],
  thread: ThreadId,
  threadOf: (message: MessageId) => ThreadId | undefined,
): ReviewId | null {
  const found = reviews.find(({ threads }) =>
    threads.some(({ root }) => threadId(root) === thread || threadOf(root) === thread),
  );
  return found?.id ?? null;
}
