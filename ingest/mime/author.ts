import { visible } from '../../data/schema/fault.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { nameKey } from '../../data/schema/name-key.ts';
import type { Fields } from './header.ts';
import { mailboxIn } from './mailbox.ts';

/** Who wrote a message, where From may name a list or a tracker that sent it for somebody. */
export function authorOf(fields: Fields, body: string): Mailbox {
  const from = mailboxIn(fields.get('from')?.trim() || (fields.get('sender') ?? ''));
  return (
    throughList(from, fields) ??
    throughTracker(from, fields, body) ??
    committed(from, body) ??
    withoutService(unwrapped(from))
  );
}

/** What a list puts behind a name, in the languages of Mailman: `via pmem`, `(via pmem)`, `über pmem`. */
const behindName = /^(.{1,200}?) (?:\((?:via|through) [^()]+\)|(?:via|through) \S.*)$/iu;
const translated = /^(.{1,200}?) (?:über|por|par|vía|przez|через|genom) \S.*$/iu;
/** The address of a list or a gateway that stands for somebody. */
const rewritten = /^(?:[^@]*dmarc[^@]*|[^@]+=[^@]+)@/i;

/**
 * `Ada Alpha via some-list <some-list@…>`: lists write that where the author's domain forbids them to
 * send in its name (DMARC). The true address is kept in X-Original-From (Google Groups), in Reply-To, in
 * Cc (Mailman, where answers go to the list) or in X-MailFrom (Mailman 3).
 */
function throughList(from: Mailbox, fields: Fields): Mailbox | null {
  const others = (...names: readonly string[]) =>
    names
      .flatMap((name) => splitList(fields.get(name) ?? ''))
      .map(mailboxIn)
      .filter(({ address }) => address !== '' && address !== from.address);
  const replyTo = others('x-original-from', 'reply-to');
  const named = (of: string) =>
    [...replyTo, ...others('cc')].find((other) => nameKey(other.name) === nameKey(of));
  const name = behindName.exec(from.name)?.[1]?.replace(/^['"]|['"]$/g, '');
  if (!name) {
    const plain = translated.exec(from.name)?.[1] ?? (rewritten.test(from.address) && from.name);
    const author = plain
      ? (named(plain) ?? (rewritten.test(from.address) && alone(replyTo)))
      : null;
    return plain && author ? { name: plain, address: author.address } : null;
  }
  const sender = ['x-original-sender', 'x-mailfrom']
    .map((field) => mailboxIn(fields.get(field) ?? '').address)
    .find((address) => address !== '' && !/bounces?[-+@]/i.test(address));
  const author = named(name) ?? alone(replyTo);
  const address = author?.address || sender || unwrapped(from).address;
  return { name: name.includes('@') && author?.name ? author.name : name, address };
}

/** The first mailbox without a name that is a person's: not the address of one review or bug. */
const alone = (found: readonly Mailbox[]) =>
  found.find(
    (other) =>
      other.name === '' && nameKey(localPart(other)) !== '' && !/\+/.test(localPart(other)),
  );

const localPart = ({ address }: Mailbox) => address.split('@')[0] ?? '';

/** `ada=example.org@groups.io`, `ada=40example.org@dmarc.ietf.org`, `prvs=…=ada@…`: what was rewritten. */
function unwrapped(from: Mailbox): Mailbox {
  const tagged = /^prvs=\w{4,12}=([^=\s]+@\S+)$/i.exec(from.address)?.[1];
  if (tagged) return { name: from.name, address: tagged };
  const found =
    /^([^@=\s]+)=(?:40)?([^@=\s]+\.[a-z]{2,})@(?:groups\.io|dmarc\.[^@\s]+|lists\.sr\.ht|[^@\s]*googlegroups\.com)$/i.exec(
      from.address,
    );
  return found ? { name: from.name, address: `${found[1]}@${found[2]}` } : from;
}

/** `Ada Alpha (JIRA) <jira@…>`, `(Code Review)`, `(@ada)`: the service through which somebody wrote. */
function withoutService({ name, address }: Mailbox): Mailbox {
  const person = /^(.{1,200}?) \((?:jira|code review|@[\w.-]+)\)$/i.exec(name)?.[1];
  return { name: person ?? name, address };
}

/** tip-bot sends what somebody committed, and names him again in its text. */
function committed({ name }: Mailbox, body: string): Mailbox | null {
  const author = /^tip-bot2? for (\S.*)$/.exec(name)?.[1];
  if (!author) return null;
  const told = mailboxIn(/^Author: +(\S.{0,200})$/m.exec(body.slice(0, 2_000))?.[1] ?? '');
  return nameKey(told.name) === nameKey(author) ? told : { name: author, address: '' };
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
