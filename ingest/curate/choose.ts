import type { Claim } from '../../data/schema/claim.ts';
import type { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { sameWords } from '../claim/relate/repeats.ts';

/** Which claims somebody wants to see. */
export interface Selection {
  readonly origin?: Claim['origin'] | undefined;
  readonly thread?: ThreadId | undefined;
  readonly message?: MessageId | undefined;
  /** Only extracted claims that no curated one speaks for and nobody turned down. */
  readonly pending?: { readonly rejected: ReadonlySet<string> } | undefined;
}

/**
 * The claims selected, in order of message and place; where a curated claim speaks for an extracted one, it
 * alone. What is pending leaves out what repeats a curated claim or one listed before to the letter.
 */
export function* chosenClaims(reader: StoreReader, selection: Selection): IterableIterator<Claim> {
  const { origin, thread, message, pending } = selection;
  const members = thread && new Set(reader.thread(thread)?.messages.map((m) => m.messageId));
  const curated = Map.groupBy(reader.claims({ origin: 'curated' }), ({ messageId }) => messageId);
  const said = new Set([...curated.values()].flat().map(sameWords));
  for (const claim of reader.claims({ ...(origin && { origin }), ...(message && { message }) })) {
    if (members && !members.has(claim.messageId)) continue;
    if (pending && (claim.origin === 'curated' || pending.rejected.has(claim.id))) continue;
    const reviewed = (curated.get(claim.messageId) ?? []).some((c) => covers(c, claim));
    if (claim.origin === 'extracted' && reviewed) continue;
    const words = pending ? sameWords(claim) : null;
    if (words !== null && said.has(words)) continue;
    said.add(words);
    yield claim;
  }
}

/** Whether a curated claim speaks for an extracted one: they share half of the shorter. */
export function covers(
  curated: Pick<Claim, 'start' | 'end'>,
  extracted: Pick<Claim, 'start' | 'end'>,
): boolean {
  const shared = Math.min(curated.end, extracted.end) - Math.max(curated.start, extracted.start);
  const shorter = Math.min(curated.end - curated.start, extracted.end - extracted.start);
  return shared >= 0.5 * shorter;
}
