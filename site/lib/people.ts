import { Identities } from '../../data/schema/identities.ts';
import { loadPeople } from '../../data/schema/people.ts';
import { once } from './once.ts';
import { root } from './root.ts';

const identities = once(() => new Identities(loadPeople(root)));

/**
 * Who is meant by a name: as reviewed, else as the mail has it without the employer that kernel developers
 * put behind it in parentheses, so that somebody with several names or addresses stands once.
 */
export function personName(name: string, address = ''): string {
  const known = identities().nameOf({ name, address });
  return known.replace(/(?<=\S)\s*\([^()]*\)$/, '');
}

/** The addresses that somebody is known to write from, as reviewed; none where one address is all. */
export const addressesOfPerson = (name: string): readonly string[] =>
  identities().personOf({ name, address: '' })?.addresses ?? [];
