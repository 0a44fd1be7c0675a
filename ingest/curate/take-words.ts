import type { Claim } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import { claimId, fold } from '../../data/schema/hash.ts';
import type { Message } from '../../data/schema/message.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { covers } from './choose.ts';
import { foldWithMap, placesOf, type Span, spanOf } from './folded.ts';

/**
 * A claim over words that a reviewer picked in a message, which extraction may have cut otherwise. Kind
 * and stance are those of the extracted claim there, if any.
 * @throws Fault `inputRefused` where the words are not the author's own, or stand in several places
 */
export function claimOver(reader: StoreReader, message: Message, words: string): Claim {
  const wanted = fold(words);
  const { start, end } = placeOf(message, wanted, reader.quotesIn(message.messageId));
  const text = message.body.slice(start, end);
  const { messageId, from } = message;
  const near = [...reader.claims({ message: messageId, origin: 'extracted' })].filter((claim) =>
    covers({ start, end }, claim),
  );
  const like = near.find((claim) => claim.start === start) ?? near[0];
  return {
    id: claimId(messageId, text),
    messageId,
    author: from.name || from.address,
    kind: like?.kind ?? 'claim',
    stance: like?.stance ?? 'neutral',
    approach: like?.approach ?? null,
    approaches: like?.approaches ?? [],
    text,
    start,
    end,
    confidence: 1,
    salience: like?.salience ?? 0,
    testable: like?.testable ?? false,
    cue: null,
    origin: 'extracted',
    title: null,
  };
}

function placeOf({ body, messageId }: Message, wanted: string, quoted: readonly Span[]): Span {
  if (wanted === '')
    throw new Fault('usage', 'curate add: no words', 'give the exact words of the message');
  const folded = foldWithMap(body);
  const places: Span[] = [];
  let others = 0;
  for (const at of placesOf(folded, wanted)) {
    const span = spanOf(folded, at, wanted.length);
    if (quoted.some((quote) => span.start < quote.end && quote.start < span.end)) others += 1;
    else places.push(span);
  }
  const [only, ...more] = places;
  if (only && more.length === 0) return only;
  const seen = JSON.stringify(wanted.slice(0, 60));
  if (only)
    throw new Fault(
      'inputRefused',
      `${seen} stands ${places.length} times in ${messageId}`,
      'take more of the words around it',
    );
  throw new Fault(
    'inputRefused',
    others > 0
      ? `${seen} is quoted in ${messageId}, not said there`
      : `${seen} is not in ${messageId}`,
    others > 0
      ? 'name the message that says it: ./warrant search finds it'
      : 'copy the words exactly; line breaks and spaces may differ',
  );
}
