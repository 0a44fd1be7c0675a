import type { MessageId } from '../data/schema/ids.ts';
import type { Mailbox, SourceRef } from '../data/schema/message.ts';

/** A message as read from one source, before threading; the common form behind every reader. */
export interface ParsedMessage {
  readonly messageId: MessageId;
  /** The source had no usable Message-ID; `messageId` was derived from the content and is stable. */
  readonly synthetic: boolean;
  /** Ids found in In-Reply-To, in order; prose is already dropped. */
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly from: Mailbox;
  /** ISO 8601 in UTC, or null where the Date cannot be read. */
  readonly date: string | null;
  readonly subject: string;
  /** Decoded text body, `\n` line ends. */
  readonly body: string;
  readonly source: SourceRef;
}
