import type { MessageId } from '../../data/schema/ids.ts';
import type { Thread } from '../../data/schema/message.ts';
import { claims } from './claims.ts';
import { reviews } from './data.ts';
import { message, placeOf } from './messages.ts';
import { once } from './once.ts';
import { store } from './store.ts';
import { pagesOf, threadHref } from './thread.ts';

/** Threads on one page of the list. */
export const perList = 200;

/** What lists need of a thread; small enough to hold one for every thread of an archive. */
export interface ThreadRow {
  readonly id: Thread['id'];
  readonly subject: string;
  readonly messages: number;
  readonly ghosts: number;
  /** Ids of the messages that have text of their own, in thread order. */
  readonly real: readonly MessageId[];
  readonly pages: number;
  readonly first: string | null;
  /** Instant of the latest message; null where none has a date. */
  readonly latest: string | null;
  readonly people: number;
  readonly reviewed: number;
}

/** Every thread, reviewed ones first, then the latest. */
export const threadRows = once((): ThreadRow[] => {
  const reader = store();
  if (!reader) return [];
  const reviewed = Map.groupBy(claims(), (claim) => placeOf(claim)?.threadId ?? null);
  const activity = reader.activity();
  const rows: ThreadRow[] = [];
  for (const thread of reader.threads()) {
    const real = thread.messages.flatMap((one) => (one.ghost ? [] : [one.messageId]));
    const first = real[0] ?? thread.messages[0]?.messageId;
    rows.push({
      id: thread.id,
      subject: thread.subject,
      messages: thread.messages.length,
      ghosts: thread.messages.length - real.length,
      pages: pagesOf(thread),
      real,
      first: (first && reader.message(first)?.date) ?? null,
      latest: activity.get(thread.id)?.latest ?? null,
      people: activity.get(thread.id)?.people ?? 0,
      reviewed: reviewed.get(thread.id)?.length ?? 0,
    });
  }
  return rows.sort(
    (a, b) => b.reviewed - a.reviewed || ((a.first ?? '') < (b.first ?? '') ? 1 : -1),
  );
});

/** Fewer messages are read faster than any summary of them. */
const worthReview = 3;

/** Threads long enough to have a page that sums them up. */
export const reviewable = once((): ThreadRow[] =>
  threadRows().filter((row) => row.real.length >= worthReview),
);

/** Where a thread is summed up, or the thread itself where it is short. */
export const summaryHref = (row: ThreadRow): string =>
  row.real.length >= worthReview ? `${threadHref(row.id)}review/` : threadHref(row.id);

/** Threads that belong to no review, newest activity first. */
export const unreviewedThreads = once((): ThreadRow[] => {
  const listed = new Set(
    reviews().flatMap((review) =>
      review.threads.flatMap(({ root }) => message(root)?.threadId ?? []),
    ),
  );
  return threadRows()
    .filter((row) => !listed.has(row.id) && row.reviewed === 0 && row.real.length > 0)
    .sort((a, b) => ((a.latest ?? '') < (b.latest ?? '') ? 1 : -1));
});
