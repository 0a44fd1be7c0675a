import type { MessageId } from '../../../data/schema/ids.ts';
import { baseSubject } from '../../merge/base-subject.ts';
import { coverage } from '../../merge/coverage.ts';
import { onePerson } from '../../merge/one-person.ts';
import { namesNothing } from '../../thread/headers.ts';
import type { ThreadInput } from '../../thread/thread.ts';
import { mayQuote } from '../read/may-quote.ts';
import { Quotable } from '../speak/quotable.ts';
import { type Voice, voicesOf } from '../speak/voices.ts';
import { mayBe } from './ghosts.ts';

type Posting = ThreadInput & { readonly body: string };

/** Share of the quoted phrases that the message must have where no time is named. */
const enough = 0.7;

/**
 * The message that a reply without usable headers answers, told by its first attribution line: the
 * author agrees, and the time does, or else the subject and the quoted words. Of several the latest
 * before the reply.
 */
export function probableParents(messages: readonly Posting[]): Map<MessageId, MessageId> {
  const found = new Map<MessageId, MessageId>();
  if (messages.length < 2) return found;
  for (const reply of messages) {
    if (!namesNothing(reply) || !mayQuote(reply.body)) continue;
    const voice = voicesOf(new Quotable(reply.messageId, reply.body, reply.from)).find(
      ({ depth, attribution }) => depth === 1 && attribution !== null,
    );
    const parent = voice && latest(messages.filter((other) => answers(reply, voice, other)));
    if (parent) found.set(reply.messageId, parent.messageId);
  }
  return found;
}

function answers(reply: Posting, { attribution, text }: Voice, other: Posting): boolean {
  if (!attribution || other.date === null || other.messageId === reply.messageId) return false;
  if (reply.date !== null && other.date > reply.date) return false;
  if (!onePerson(attribution, other.from)) return false;
  if (attribution.wall !== null) return mayBe(attribution, other.date);
  return (
    baseSubject(reply.subject) === baseSubject(other.subject) &&
    coverage(text, other.body) >= enough
  );
}

function latest(messages: readonly Posting[]): Posting | undefined {
  return messages.reduce<Posting | undefined>((best, one) => {
    if (!best) return one;
    const later = (one.date ?? '') > (best.date ?? '');
    const same = one.date === best.date && one.messageId < best.messageId;
    return later || same ? one : best;
  }, undefined);
}
