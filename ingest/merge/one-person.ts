import { reviewedIdentities } from '../../data/schema/identities.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { personKey, personsAgree } from './person.ts';

/**
 * Whether two authors are one person, so far as the reviewed file or else the mail tells. What is derived
 * of held mail asks this, and is derived again when the file changes; which copies are one message, and
 * ids that are made of an author, depend on the mail alone (`person.ts`).
 */
export function onePerson(a: Mailbox, b: Mailbox): boolean {
  return reviewedIdentities().same(a, b) ?? personsAgree(a, b);
}

/** A key that is one for all names and addresses of one person. */
export function onePersonKey(author: Mailbox): string {
  return personKey({
    address: author.address,
    name: reviewedIdentities().personOf(author)?.name ?? author.name,
  });
}
