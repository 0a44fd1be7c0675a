import type { Mailbox } from '../../data/schema/message.ts';
import { nameKey } from '../../data/schema/name-key.ts';

/** What identifies an author without an address book: the name, or the address where there is none. */
export function personKey({ name, address }: Mailbox): string {
  return nameKey(name) || address.toLowerCase();
}

/**
 * Whether two addresses can be the same: equal without case, or one of them masked as list archives
 * do, `hch@xxxxxxxxxxxxx` for `hch@infradead.org` (as many x as the domain has characters).
 */
export function addressesAgree(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  const [localA = '', domainA = ''] = a.toLowerCase().split('@');
  const [localB = '', domainB = ''] = b.toLowerCase().split('@');
  if (localA !== localB) return false;
  if (domainA === domainB) return true;
  return (masked(domainA) || masked(domainB)) && domainA.length === domainB.length;
}

/** Whether two authors can be the same person: by name, or by address where a name differs. */
export function personsAgree(a: Mailbox, b: Mailbox): boolean {
  const keyA = nameKey(a.name);
  return (keyA !== '' && keyA === nameKey(b.name)) || addressesAgree(a.address, b.address);
}

const masked = (domain: string) => /^x{2,}$/.test(domain);
