import { seriesTitle } from '../../../data/schema/discussion.ts';

/** Threads that are versions of one patch series, or a thread by itself. */
export interface Discussion<T> {
  /** Its subject; without the marks of a version where there are several. */
  readonly title: string;
  readonly versions: readonly { readonly label: string; readonly thread: T }[];
}

const marks = /^(?:\s*\[[^\]]{1,80}\])+\s*/;

/** In the order in which each was first named. */
export function discussionsOf<T extends { readonly subject: string }>(
  threads: readonly T[],
): Discussion<T>[] {
  const groups = Map.groupBy(threads, (one) => seriesTitle(one.subject) ?? one);
  return [...groups.values()].map((own) => ({
    title: own.length === 1 ? (own[0]?.subject ?? '') : (own[0]?.subject ?? '').replace(marks, ''),
    versions: own.map((thread) => ({ label: labelOf(thread.subject), thread })),
  }));
}

/** `[PATCH v4 RESEND 0/2] …` is v4 RESEND. */
function labelOf(subject: string): string {
  const words = (marks.exec(subject)?.[0] ?? '').match(/[\w-]+(?:\/\d+)?/g) ?? [];
  const said = words.filter((word) => !/^(?:patch|\d+\/\d+)$/i.test(word));
  return said.join(' ') || 'v1';
}
