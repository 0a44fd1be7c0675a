import type { MessageId } from '../../data/schema/ids.ts';
import type { PatchSeries } from '../../data/schema/message.ts';

export interface PatchMark {
  readonly version: number;
  readonly number: number;
  readonly total: number;
}

/**
 * Reads the mark that git format-patch puts before a subject: `[PATCH]`, `[RFC PATCH v2 3/7]`,
 * `[PATCH ndctl 01/12]`, also where it is spread over brackets, `[list] [RFC][PATCH 03/10]`. Null for
 * replies and for anything without the word PATCH or RFC.
 */
export function patchMark(subject: string): PatchMark | null {
  const tags = /^\s*(?:\[[^\]]{0,80}\]\s*){1,4}/.exec(subject.slice(0, 400))?.[0];
  const mark = tags?.replace(/[[\]]/g, ' ');
  if (mark === undefined || !/\b(?:PATCH|RFC)/i.test(mark)) return null;
  const numbers = /(?:^|\s)(\d{1,4})\/(\d{1,4})(?=\s|$)/.exec(mark);
  const version = /(?:^|\s|PATCH|RFC)v(\d{1,3})(?=\s|$|,)/i.exec(mark);
  const [number, total] = numbers ? [Number(numbers[1]), Number(numbers[2])] : [1, 1];
  if (number > total) return null;
  return { version: version ? Number(version[1]) : 1, number, total };
}

/**
 * The series of a thread, or null where it holds none. A thread may hold several versions; the newest
 * counts. One patch alone is a series of one.
 */
export function seriesOf(
  messages: readonly { readonly messageId: MessageId; readonly subject: string }[],
): PatchSeries | null {
  const marked = messages.flatMap(({ messageId, subject }) => {
    const mark = patchMark(subject);
    return mark ? [{ messageId, ...mark }] : [];
  });
  const version = Math.max(...marked.map((mark) => mark.version));
  const newest = marked.filter((mark) => mark.version === version);
  const total = Math.max(...newest.map((mark) => mark.total));
  if (newest.length === 0) return null;
  const patches = new Map<number, MessageId>();
  for (const { number, messageId } of newest) {
    if (number > 0 && !patches.has(number)) patches.set(number, messageId);
  }
  return {
    version,
    total,
    cover: newest.find(({ number }) => number === 0)?.messageId ?? null,
    patches: [...patches]
      .sort(([a], [b]) => a - b)
      .map(([number, messageId]) => ({ number, messageId })),
  };
}
