import type { MessageId } from '../../../data/schema/ids.ts';
import { syntheticId } from '../../merge/synthetic-id.ts';
import type { Voice } from '../speak/voices.ts';

/**
 * Ids, eldest first, for the messages that a message without ids quotes: the first attributed voice
 * at each depth, as long as every one of them has an author and an exact instant. Two texts that
 * quote one message so give it one id.
 */
export function impliedReferences(voices: readonly Voice[]): MessageId[] {
  const found: MessageId[] = [];
  let above = -1;
  for (;;) {
    const i = voices.findIndex(
      (voice) => voice.quotedBy === above && voice.depth === found.length + 1,
    );
    const attribution = voices[i]?.attribution;
    if (!attribution?.date) break;
    found.push(syntheticId({ from: attribution, date: attribution.date }));
    above = i;
  }
  return found.reverse();
}
