import type { SourceRef } from '../data/schema/message.ts';
import type { NewMessage } from '../data/schema/store/writer.ts';

/** A message as read from one source, before threading; the common form behind every reader. */
export interface ParsedMessage extends Omit<NewMessage, 'hash'> {
  readonly source: SourceRef;
}
