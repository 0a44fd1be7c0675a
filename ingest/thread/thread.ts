import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { layOut } from './layout.ts';
import { parentLinks } from './links.ts';

/** What threading needs of a message. */
export interface ThreadInput {
  readonly messageId: MessageId;
  /** Ids of In-Reply-To in order; those without `@` count where a message bears them. */
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  /** ISO 8601 in UTC, null where unknown. */
  readonly date: string | null;
  readonly subject: string;
  readonly from: Mailbox;
  /** A parent that its quotes point at, for a message whose headers name none. */
  readonly probable?: MessageId;
}

/** What a parent is known from. */
export type LinkKind = 'stated' | 'implied' | 'series' | 'probable';

export interface ThreadNode {
  readonly messageId: MessageId;
  /** Null at the root. */
  readonly parent: MessageId | null;
  /** Known only because others refer to it. */
  readonly ghost: boolean;
  readonly depth: number;
  /** Null at the root. */
  readonly link: LinkKind | null;
}

/** One thread, depth first, siblings by date; the first message is the root. */
export interface ThreadTree {
  readonly root: MessageId;
  readonly subject: string;
  readonly messages: readonly ThreadNode[];
}

/**
 * Groups messages into threads after RFC 5256 REFERENCES, steps 1 to 4, with what lists need more:
 * ghosts are kept, In-Reply-To decides among contradicting headers, threads are never joined by
 * subject, the patches of a series and attributed replies whose headers name nothing find their place,
 * and the result is a function of the set of messages, not of their order.
 *
 * An id given twice counts once: the copy with the earlier date, then the longer References.
 * Time is linear in messages and references (sorting aside); nesting costs no stack.
 *
 * To re-thread after adding messages, pass every message that names, or is, one of the ids that the
 * added ones name or are, and all of their threads: no other thread can change.
 */
export function threadMessages(inputs: readonly ThreadInput[]): ThreadTree[] {
  return layOut(parentLinks(inputs));
}
