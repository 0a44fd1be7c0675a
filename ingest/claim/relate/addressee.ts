import type { Claim } from '../../../data/schema/claim.ts';
import { knownName } from '../../../data/schema/store/known-name.ts';
import type { StoreReader } from '../../../data/schema/store/reader.ts';
import { onePerson } from '../../merge/one-person.ts';

/** Whose words a claim answers: those quoted nearest above it, else those of the message replied to. */
export function addressee(reader: StoreReader, claim: Claim): string | null {
  const above = reader
    .quotesIn(claim.messageId)
    .filter(({ end, origin }) => origin !== null && end <= claim.start)
    .at(-1);
  const answered = above?.origin?.messageId ?? reader.message(claim.messageId)?.inReplyTo;
  const message = answered ? reader.message(answered) : undefined;
  if (!message) return null;
  const name = knownName(reader, message.from);
  const own = reader.message(claim.messageId)?.from ?? { name: claim.author, address: '' };
  return name === '' || onePerson(own, message.from) ? null : name;
}

const verbs = { supports: 'agrees with', disputes: 'disputes', neutral: 'answers' } as const;

/** Whom a claim answers and which way, in words; null where it answers nobody. */
export function answerText(reader: StoreReader, claim: Claim): string | null {
  const whom = addressee(reader, claim);
  return whom === null ? null : `${verbs[claim.stance]} ${whom}`;
}
