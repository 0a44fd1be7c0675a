import { join } from 'node:path';
import { baseSubject, seriesTitle } from '../../../data/schema/discussion.ts';
import { filesBelow } from '../../../data/schema/files-below.ts';
import { threadId } from '../../../data/schema/hash.ts';
import type { MessageId, ThreadId } from '../../../data/schema/ids.ts';
import type { Thread } from '../../../data/schema/message.ts';
import { Review } from '../../../data/schema/review.ts';
import { readYaml } from '../../../data/schema/yaml.ts';

/** The reviews of `data/reviews/`, in order of file name. */
export function readReviews(root: string): readonly Review[] {
  return filesBelow(join(root, 'data', 'reviews'), '.yaml').map((file) => readYaml(file, Review));
}

/**
 * The review that a thread belongs to: the one that lists its root, else, for archives that lost the
 * ids, the one that lists its subject, else the one that lists another version of its patch series; null
 * where none does.
 */
export function reviewOf(
  reviews: readonly Review[],
  thread: Pick<Thread, 'id' | 'subject'>,
  threadOf: (message: MessageId) => ThreadId | undefined,
): Review | null {
  const listed = (of: (listed: Review['threads'][number]) => boolean) =>
    reviews.find(({ threads }) => threads.some(of));
  const series = seriesTitle(thread.subject);
  return (
    listed(({ root }) => threadId(root) === thread.id || threadOf(root) === thread.id) ??
    listed(({ subject }) => baseSubject(subject) === baseSubject(thread.subject)) ??
    (series === null ? null : listed(({ subject }) => seriesTitle(subject) === series)) ??
    null
  );
}
