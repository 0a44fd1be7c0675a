import { sha256 } from '../../data/schema/hash.ts';
import { MessageId } from '../../data/schema/ids.ts';
import { baseSubject } from '../merge/base-subject.ts';
import { namesNothing } from './headers.ts';
import { longestPause, seriesName } from './series-links.ts';
import type { ThreadInput } from './thread.ts';

/** Longest time between a message and a reply that names it by its attribution line alone. */
const longestSilence = 30 * 24 * 3_600_000;
/** Shorter subjects, `Re: bug`, are everybody's. */
const shortestSubject = 5;

/**
 * Ids of ours by which messages whose headers name nothing come into one component, so that they are
 * threaded together: patches sent as one series, and messages of one subject within a month of another.
 * Whether they belong together is decided there. Each instant has the ids of its own span of time and of
 * the next, so that two instants no further apart than a span always share one.
 */
export function meetingPoints(message: Omit<ThreadInput, 'messageId'>): MessageId[] {
  if (message.date === null || !namesNothing(message)) return [];
  const time = Date.parse(message.date);
  const series = seriesName(message);
  const subject = baseSubject(message.subject);
  return [
    ...(series === null ? [] : spans(`series\0${series}`, time, longestPause)),
    ...(subject.length < shortestSubject ? [] : spans(`subject\0${subject}`, time, longestSilence)),
  ];
}

function spans(name: string, time: number, length: number): MessageId[] {
  const first = Math.floor(time / length);
  return [first, first + 1].map((span) =>
    MessageId.parse(`<${sha256(`${name}\0${span}`).slice(0, 24)}@meeting.invalid>`),
  );
}
