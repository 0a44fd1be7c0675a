import { visible } from '../../data/schema/fault.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { nameKey } from '../../data/schema/name-key.ts';
import type { Fields } from './header.ts';
import { mailboxIn } from './mailbox.ts';

/** Who wrote a message, where From may name a list or a tracker that sent it for somebody. */
export function authorOf(fields: Fields, body: string): Mailbox {
  const from = mailboxIn(fields.get('from') ?? fields.get('sender') ?? '');
  return throughList(from, fields) ?? throughTracker(from, fields, body) ?? unwrapped(from);
}

/**
 * `Ada Alpha via some-list <some-list@…>`: lists write that where the author's domain forbids them to
 * send in its name (DMARC). The true address is kept in X-Original-From (Google Groups) or Reply-To.
 */
function throughList(from: Mailbox, fields: Fields): Mailbox | null {
  const name = /^(.{1,200}?) (?:via|through) \S.*$/i
    .exec(from.name)?.[1]
    ?.replace(/^['"]|['"]$/g, '');
  if (!name) return null;
  const key = nameKey(name);
  const others = [fields.get('x-original-from') ?? '', ...splitList(fields.get('reply-to') ?? '')]
    .map(mailboxIn)
    .filter(({ address }) => address !== '' && address !== from.address);
  const sender = mailboxIn(fields.get('x-original-sender') ?? '').address;
  const author =
    others.find((other) => nameKey(other.name) === key) ??
    others.find((other) => other.name === '' && nameKey(localPart(other)) !== '');
  const address = author?.address || sender || unwrapped(from).address;
  return { name: name.includes('@') && author?.name ? author.name : name, address };
}

const localPart = ({ address }: Mailbox) => address.split('@')[0] ?? '';

/** `ada=example.org@groups.io`, `ada=40example.org@dmarc.ietf.org`: the address that was rewritten. */
function unwrapped(from: Mailbox): Mailbox {
  const found =
    /^([^@=\s]+)=(?:40)?([^@=\s]+\.[a-z]{2,})@(?:groups\.io|dmarc\.[^@\s]+|[^@\s]*googlegroups\.com)$/i.exec(
      from.address,
    );
  return found ? { name: from.name, address: `${found[1]}@${found[2]}` } : from;
}

const trackerName =
  /^(?:bugzilla|bugs?|tracker|trac|redmine|issues?)(?:[-_+.](?:daemon|noreply|no-reply|admin|owner)\S*)?@/i;

/** `--- Comment #2 from Ada Alpha (ada@…) ---`, `Ada Alpha <ada@…> changed:`, `Reporter: ada@…`. */
const named = [
  /^-{3,} *(?:Comment|Additional Comments?)(?: *#\d{1,6})? +[Ff]rom +(\S.{0,200}?) *(?:\d{4}-\d\d-\d\d [\d:]+.*)?-{3,} *$/m,
  /^(\S.{0,200}?) changed:[ \t]*$/m,
  /^[ \t]*Reporter: *(\S.{0,200}?)[ \t]*$/m,
];

/** A tracker's daemon sends what somebody wrote; its text or an X-Bugzilla-Who says who. */
function throughTracker(from: Mailbox, fields: Fields, body: string): Mailbox | null {
  const who = fields.get('x-bugzilla-who') ?? '';
  if (!trackerName.test(from.address) && who === '') return null;
  const head = body.slice(0, 8_000);
  const text = named.map((pattern) => pattern.exec(head)?.[1]).find((found) => found !== undefined);
  if (text === undefined) return who === '' ? null : mailboxIn(visible(who));
  const { name, address } = mailboxIn(asMailbox(text));
  return { name, address: address || mailboxIn(who).address };
}

/** `Ada Alpha (ada@example.org)` turned into what a From field would say. */
function asMailbox(text: string): string {
  return text.replace(/^(.*?)\s*[([]\s*([^\s()[\]<>]+@[^\s()[\]<>]+)\s*[)\]]\s*$/, '$1 <$2>');
}

/** The mailboxes of a list; a comma inside quotes parts nothing. */
function splitList(value: string): string[] {
  return value.slice(0, 8_000).match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [];
}
