import { threadId } from '../../data/schema/hash.ts';
import type { ThreadId } from '../../data/schema/ids.ts';
import { once } from './once.ts';
import { store } from './store.ts';

/** An address that a thread had, or may have had, before an earlier message of it was read. */
export interface Moved {
  readonly id: ThreadId;
  readonly now: ThreadId;
}

/**
 * A thread is addressed by its root. Any other message of it was the root of a store that held nothing
 * above it, so that each of them leads on to where the thread stands now.
 */
export const formerAddresses = once((): Moved[] => {
  const reader = store();
  if (!reader) return [];
  const current = new Set<ThreadId>();
  const moved: Moved[] = [];
  for (const { id, messages } of reader.threads()) {
    current.add(id);
    for (const { messageId } of messages.slice(1)) moved.push({ id: threadId(messageId), now: id });
  }
  return moved.filter(({ id }) => !current.has(id));
});
