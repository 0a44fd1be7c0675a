import { Fault } from '../../data/schema/fault.ts';
import { reading } from '../../data/schema/store/open.ts';
import { type QuotedWords, redirected, requoted } from './change.ts';
import { readClaimFiles } from './claim-files.ts';
import { type Placed, place, remove, write } from './desk.ts';
import { findMessage, held } from './find-message.ts';
import type { Desk } from './review.ts';
import { claimOver } from './take-words.ts';

/**
 * Cuts a claim's quote anew. Its id follows from its words, so that it gets another: it keeps the old one
 * under `was`, and relations to it are turned. Hypotheses, reviews and history that name it are for the
 * reviewer to turn; `./warrant check` lists them.
 */
export function requoteClaim(
  desk: Desk,
  id: string,
  words: string,
  why: string | undefined,
): readonly string[] {
  if (!why) throw new Fault('usage', 'curate requote: no reason', 'give one with --why');
  const files = readClaimFiles(desk.root);
  const from = place(files, id);
  const claim = requoted(from.claim, wordsOf(desk, from, words), { ...desk.who, why });
  if (claim.id === id) return [`${id}: these are its words`];
  if (files.some(({ content }) => content.claims.some((other) => other.id === claim.id)))
    throw new Fault(
      'inputRefused',
      `${claim.id} has these words already`,
      `./warrant curate merge ${id} ${claim.id}`,
    );
  const others = files.flatMap((file) =>
    file.content.claims
      .filter((other) => other.id !== id)
      .map((other) => ({ file, before: other, claim: redirected(other, id, claim.id) }))
      .filter((other) => other.claim !== other.before),
  );
  remove(desk.root, from);
  write(desk.root, [{ file: from.file, claim }, ...others]);
  return [`${id} is ${claim.id} now, in ${from.file.path}`];
}

/** Words of the message of a claim, as they stand in the store. */
function wordsOf(desk: Desk, { file }: Placed, words: string): QuotedWords {
  return reading(desk.store, (reader) => {
    const wanted = file.content.message;
    const message = held(findMessage(reader, wanted), wanted.id, 'ingest its thread first');
    return { body: message.body, ...claimOver(reader, message, words) };
  });
}
