import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { seriesTitle } from '../../data/schema/discussion.ts';
import { Fault } from '../../data/schema/fault.ts';
import { fold } from '../../data/schema/hash.ts';
import type { ReviewId, ThreadId } from '../../data/schema/ids.ts';
import type { Thread } from '../../data/schema/message.ts';
import { Review } from '../../data/schema/review.ts';
import { knownName } from '../../data/schema/store/known-name.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { parseYaml } from '../../data/schema/yaml.ts';
import { readReviews, reviewOf } from '../claim/read/reviews.ts';
import { openQuestion, undescribed } from './placeholders.ts';
import { proposeApproaches } from './propose-approaches.ts';

/** What a reviewer says of a new review; the rest is proposed. */
export interface NewReview {
  readonly id: ReviewId;
  readonly thread: ThreadId;
  readonly title: string | undefined;
  readonly question: string | undefined;
}

const head = `# Proposed by warrant review new: put the question in your own words, keep, rename or drop approaches, and
# give each one sentence. Claims are tagged by the vocabulary. Other versions of a patch series belong to
# the review without being listed.
`;

/**
 * Writes `data/reviews/ID.yaml` for a thread, with approaches and vocabulary proposed from its claims.
 * @returns path from the root
 * @throws Fault `inputRefused` where the review exists or the thread belongs to one
 */
export function writeReview(root: string, reader: StoreReader, wanted: NewReview): string {
  const path = join('data', 'reviews', `${wanted.id}.yaml`);
  if (existsSync(join(root, path)))
    throw new Fault('inputRefused', `${path} exists`, 'edit it, or choose another id');
  const thread = reader.thread(wanted.thread);
  const first = thread?.messages[0];
  if (!thread || !first) throw new Error(`no thread ${wanted.thread}, though it was just found`);
  const known = reviewOf(readReviews(root), thread, (id) => reader.message(id)?.threadId);
  if (known)
    throw new Fault(
      'inputRefused',
      `the thread belongs to data/reviews/${known.id}.yaml`,
      'take it out there first',
    );
  const title = wanted.title ?? titleOf(thread);
  const review = {
    id: wanted.id,
    title,
    question: wanted.question ?? openQuestion(title),
    threads: [{ root: first.messageId, subject: fold(thread.subject) }],
    facets: { summary: 'What it is' },
    approaches: proposeApproaches(claimsOf(reader, thread)).map(
      ({ id, name, argued, vocabulary }) => ({
        id,
        name,
        summary: undescribed,
        argued: [...argued],
        vocabulary: [...vocabulary],
      }),
    ),
  };
  const text = `${head}${stringify(review, { lineWidth: 0 })}`;
  parseYaml(text, path, Review);
  mkdirSync(join(root, 'data', 'reviews'), { recursive: true });
  writeFileSync(join(root, path), text);
  return path;
}

const claimsOf = (reader: StoreReader, { messages }: Thread) =>
  messages.flatMap(({ messageId }) =>
    [...reader.claims({ message: messageId, origin: 'extracted' })].map((claim) => {
      const from = reader.message(messageId)?.from;
      return from ? { ...claim, author: knownName(reader, from) } : claim;
    }),
  );

/** The subject without the marks of lists, patches and replies. */
function titleOf({ subject }: Thread): string {
  const bare = fold(subject).replace(/^(?:(?:re|aw|fwd?):\s*|\[[^\]]{1,80}\]\s*)+/i, '');
  return bare === '' ? (seriesTitle(subject) ?? fold(subject)) : bare;
}
