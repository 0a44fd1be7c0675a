import type { MessageId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import { eml, mboxEntry } from './eml.ts';
import { store } from './store.ts';

/** The mail as it was sent, where a source had it so. */
export const sent = (id: MessageId): Uint8Array | undefined => store()?.original(id);

/** A message as a file: as it was sent, or else its decoded text, which says that it is no more. */
export const fileOf = (message: Message): string | Uint8Array =>
  sent(message.messageId) ?? eml(message);

/** The same as an entry of an mboxrd. */
export const entryOf = (message: Message): Buffer =>
  mboxEntry(message, sent(message.messageId) ?? Buffer.from(eml(message), 'utf8'));
