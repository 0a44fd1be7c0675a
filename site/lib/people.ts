import { loadPeople } from '../../data/schema/people.ts';
import { foldedName } from '../../data/schema/store/fold.ts';
import { once } from './once.ts';
import { root } from './root.ts';

const people = once(() => loadPeople(root).people);

/** The addresses that somebody is known to write from, as reviewed; none where one address is all. */
export function addressesOfPerson(name: string): readonly string[] {
  const wanted = foldedName(name);
  return people().find((one) => foldedName(one.name) === wanted)?.addresses ?? [];
}
