import type { Mailbox, Message } from '../message.ts';
import { nameKey } from '../name-key.ts';
import type { StoreReader } from './reader.ts';

type Senders = Pick<StoreReader, 'senders'>;

const known = new WeakMap<Senders, ReadonlyMap<string, string>>();

/**
 * The name of an author. Scripts that post patches often give none: then it is that under which other mail of the store
 * knows the address, where it is one; else the address.
 */
export function knownName(reader: Senders, { name, address }: Mailbox): string {
  return name.trim() || (namesOf(reader).get(address.toLowerCase()) ?? address);
}

/** A message under the name that is known of its author. */
export const withKnownName = <Held extends Pick<Message, 'from'>>(
  reader: Senders,
  message: Held,
): Held => ({ ...message, from: { ...message.from, name: knownName(reader, message.from) } });

/** By address in lower case, as most of its mail spells it; addresses of several people are left out. */
function namesOf(reader: Senders): ReadonlyMap<string, string> {
  const held = known.get(reader);
  if (held) return held;
  const named = reader
    .senders()
    .filter(({ name, address }) => name.trim() !== '' && address !== '')
    .toSorted((a, b) => b.messages - a.messages);
  const names = new Map(
    [...Map.groupBy(named, ({ address }) => address.toLowerCase())].flatMap(
      ([address, spelled]) => {
        const people = new Set(spelled.map(({ name }) => nameKey(name)));
        return people.size === 1 && spelled[0] ? [[address, spelled[0].name.trim()] as const] : [];
      },
    ),
  );
  known.set(reader, names);
  return names;
}
