import type { Claim } from '../../data/schema/claim.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import type { SiteClaim } from './claims.ts';
import { store } from './store.ts';

/** Messages kept: a page's own and their parents, which are mostly on it or on the page before. */
const most = 120;
const recent = new Map<MessageId, Message | undefined>();

/** A message of the store; the ones asked for last are not read again. */
export function message(id: MessageId): Message | undefined {
  if (recent.has(id)) return recent.get(id);
  const found = store()?.message(id);
  recent.set(id, found);
  const [oldest] = recent.keys();
  if (recent.size > most && oldest !== undefined) recent.delete(oldest);
  return found;
}

/** The statements found in a message or curated from it. */
export function claimsIn(id: MessageId): Claim[] {
  return [...(store()?.claims({ message: id }) ?? [])];
}

/** The message of this store that a reviewed claim stands in: a copy without its id has another one. */
export function placeOf(claim: SiteClaim): Message | undefined {
  const stored = store()?.claim(claim.id);
  return message(stored?.messageId ?? claim.messageId);
}
