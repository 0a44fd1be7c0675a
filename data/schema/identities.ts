import { join } from 'node:path';
import { sha256 } from './hash.ts';
import type { Mailbox } from './message.ts';
import { nameKey } from './name-key.ts';
import { loadPeople, type People, type Person } from './people.ts';

/** Who writes under which name and address, as data/people.yaml says: what was reviewed, and nothing more. */
export class Identities {
  /** Of all that was reviewed. */
  readonly hash: string;
  readonly #byAddress: ReadonlyMap<string, Person>;
  readonly #byName: ReadonlyMap<string, readonly Person[]>;
  readonly #apart: ReadonlyMap<string, number>;

  constructor(reviewed: People) {
    const { people, apart } = reviewed;
    this.hash = sha256(JSON.stringify(reviewed));
    this.#byAddress = new Map(
      people.flatMap((person) => person.addresses.map((address) => [address, person])),
    );
    this.#byName = Map.groupBy(people, ({ name }) => nameKey(name));
    this.#apart = new Map(
      apart.flatMap(({ addresses }, group) => addresses.map((address) => [address, group])),
    );
  }

  /**
   * The reviewed person behind an author: by address, and by name where one person only bears it and
   * nobody else is known to write from that address.
   */
  personOf({ name, address }: Mailbox): Person | undefined {
    const key = address.toLowerCase();
    const person = this.#byAddress.get(key);
    if (person || this.#byName.size === 0 || this.#apart.has(key)) return person;
    const named = name === '' ? [] : (this.#byName.get(nameKey(name)) ?? []);
    return named.length === 1 ? named[0] : undefined;
  }

  /** The name under which somebody is known: as reviewed, else as the mail has it. */
  nameOf(author: Mailbox): string {
    return this.personOf(author)?.name ?? (author.name || author.address);
  }

  /** Whether two authors were reviewed as one person or as two; undefined where nobody said. */
  same(a: Mailbox, b: Mailbox): boolean | undefined {
    const [one, other] = [this.personOf(a), this.personOf(b)];
    if (one && other) return one === other;
    const [x, y] = [a.address.toLowerCase(), b.address.toLowerCase()];
    const group = this.#apart.get(x);
    return group !== undefined && x !== y && group === this.#apart.get(y) ? false : undefined;
  }
}

let loaded: Identities | undefined;

/** Those of this checkout's data/people.yaml, read when first asked for. */
export function reviewedIdentities(): Identities {
  loaded ??= new Identities(loadPeople(join(import.meta.dirname, '../..')));
  return loaded;
}
