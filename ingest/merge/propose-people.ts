import { byCodeUnits } from '../../data/schema/code-units.ts';
import { nameKey } from '../../data/schema/name-key.ts';
import type { People } from '../../data/schema/people.ts';

/** How often somebody wrote under a name from an address. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  readonly messages: number;
}

/** Addresses that one name was used with, the busiest first, for a person to judge. */
export interface ProposedPerson {
  readonly name: string;
  readonly addresses: readonly { readonly address: string; readonly messages: number }[];
}

/** Messages from which on somebody is worth a question; spammers change addresses more often. */
const fewest = 5;
/** Addresses of machines and lists: whoever writes from them is not one person. */
const shared = /^(?:notifications?|no-?reply|bugzilla.*|.*-?daemon|root|linux-.*|.*-bounces)@/;
/** An address that an archive masked tells nobody apart. */
const masked = /@x+$|\.\.\./;

/**
 * Addresses that bear one name of two words or more, and that nobody has reviewed yet as one person or as
 * several. A proposal is a question: two people may have one name.
 */
export function proposePeople(senders: readonly Sender[], reviewed: People): ProposedPerson[] {
  const groups = Map.groupBy(
    senders.filter(
      ({ address }) =>
        address.includes('@') && !shared.test(address.toLowerCase()) && !masked.test(address),
    ),
    ({ name }) => nameKey(name),
  );
  return [...groups]
    .filter(([key]) => key.includes(' '))
    .flatMap(([, group]) => {
      const counts = new Map<string, number>();
      for (const { address, messages } of group) {
        const key = address.toLowerCase();
        counts.set(key, (counts.get(key) ?? 0) + messages);
      }
      const addresses = [...counts]
        .map(([address, messages]) => ({ address, messages }))
        .sort((a, b) => b.messages - a.messages || byCodeUnits(a.address, b.address));
      const [name = ''] = group.toSorted((a, b) => b.messages - a.messages).map((one) => one.name);
      const busy = addresses.reduce((sum, { messages }) => sum + messages, 0) >= fewest;
      return !busy ||
        addresses.length < 2 ||
        known(
          reviewed,
          addresses.map(({ address }) => address),
        )
        ? []
        : [{ name, addresses }];
    })
    .sort((a, b) => total(b) - total(a) || byCodeUnits(a.name, b.name));
}

const total = ({ addresses }: ProposedPerson) =>
  addresses.reduce((sum, { messages }) => sum + messages, 0);

function known({ people, apart }: People, addresses: readonly string[]): boolean {
  return [...people, ...apart].some((one) =>
    addresses.every((address) => one.addresses.includes(address)),
  );
}
