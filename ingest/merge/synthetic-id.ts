import { sha256 } from '../../data/schema/hash.ts';
import { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { personKey } from './person.ts';

/** RFC 2606 reserves `.invalid`: no real Message-ID can end so. */
const domain = 'synthetic.invalid';

/**
 * A Message-ID for a message whose own is not known, the same whenever the same author and second
 * are read, from whichever archive or attribution line. `text` tells apart what author and time do
 * not; pass it where there is no date, or where a source may hold two messages of one second.
 */
export function syntheticId(known: {
  readonly from: Mailbox;
  readonly date: string | null;
  readonly text?: string;
}): MessageId {
  const second = known.date === null ? '' : `${known.date.slice(0, 19)}Z`;
  const parts = [personKey(known.from), second, (known.text ?? '').replace(/\s+/g, '')];
  return MessageId.parse(`<${sha256(parts.join('\0')).slice(0, 24)}@${domain}>`);
}

export function isSynthetic(id: MessageId): boolean {
  return id.endsWith(`@${domain}>`);
}
