import { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox, SourceRef } from '../../data/schema/message.ts';
import { syntheticId } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import { mailboxParts } from '../quote/attribution/mailbox-parts.ts';
import { mailText, nestsTooDeep, plainText } from './html-text.ts';
import { mhonarcAuthor } from './mhonarc-rot13.ts';
import { pageDate } from './page-date.ts';
import type { PageRejection } from './rejection.ts';

/** The largest page read, in UTF-16 units; a DOM takes some twenty times its text in memory. */
const largestPage = 8_000_000;

/** Where the two programs start and end the message text. */
const bodyMarks = [
  ['<!-- body="start" -->', '<!-- body="end" -->'],
  ['<!--X-Body-of-Message-->', '<!--X-Body-of-Message-End-->'],
] as const;

export function looksLikeHtml(text: string): boolean {
  const top = text.slice(0, 4000).trimStart();
  return /^<(?:!--|!doctype|html|head|title)/i.test(top);
}

/** Reads a page that Hypermail 1.x or 2.x or MHonArc 2.6 made; the page's comments carry the header. */
export function readHtmlPage(html: string, source: SourceRef): ParsedMessage | PageRejection {
  if (html.length > largestPage)
    return { reason: `page of ${html.length} characters, the limit is ${largestPage}` };
  const body = bodyOf(html);
  if (!body) return { reason: 'no message body marked by Hypermail or MHonArc' };
  const head = html.slice(0, body.start);
  const hypermail = hypermailHead(head);
  const fields =
    hypermail.size > 0 ? fromHypermail(hypermail, head) : fromMhonarc(mhonarcHead(head), head);
  if (!fields.from) return { reason: 'no author in the page' };
  const content = html.slice(body.start, body.end);
  if (nestsTooDeep(content)) return { reason: 'tags nested deeper than any archive does' };
  const text = mailText(content);
  const known = { from: fields.from, date: fields.date, ...(fields.date ? {} : { text }) };
  return {
    messageId: fields.id ?? syntheticId(known),
    synthetic: fields.id === null,
    inReplyTo: fields.inReplyTo,
    references: fields.references,
    from: fields.from,
    date: fields.date,
    subject: fields.subject,
    body: text,
    source,
  };
}

interface PageFields {
  readonly id: MessageId | null;
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly from: Mailbox | null;
  readonly date: string | null;
  readonly subject: string;
}

function bodyOf(html: string): { start: number; end: number } | null {
  for (const [open, close] of bodyMarks) {
    const at = html.indexOf(open);
    if (at < 0) continue;
    const start = at + open.length;
    const end = html.indexOf(close, start);
    return { start, end: end < 0 ? html.length : end };
  }
  return null;
}

/** Hypermail: `<!-- name="value" -->`. */
function hypermailHead(head: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of head.matchAll(/<!-- ([a-z]{2,16})="([^\n]{0,2000}?)" -->/g)) {
    if (name && value !== undefined && !found.has(name)) found.set(name, plainText(value));
  }
  for (const mark of ['next', 'nextthread', 'reply']) found.delete(mark);
  return found;
}

function fromHypermail(fields: ReadonlyMap<string, string>, head: string): PageFields {
  const address = fields.get('email') ?? '';
  const name = fields.get('name') ?? '';
  const parent = messageIds(fields.get('inreplyto') ?? '');
  return {
    id: messageIds(fields.get('id') ?? '')[0] ?? null,
    inReplyTo: parent,
    references: [],
    from: name || address ? { name: name === address ? '' : name, address } : null,
    date: pageDate(fields.get('sent'), fields.get('received') ?? printedDate(head)),
    subject: fields.get('subject') ?? heading(head),
  };
}

/** MHonArc: `<!--X-Name: value -->`, some of them more than once. */
function mhonarcHead(head: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, name, value] of head.matchAll(
    /<!--X-([A-Za-z0-9-]{2,20}): ([^\n]{0,4000}?) ?-->/g,
  )) {
    if (!name || value === undefined) continue;
    const values = found.get(name);
    if (values) values.push(plainText(value));
    else found.set(name, [plainText(value)]);
  }
  return found;
}

function fromMhonarc(fields: ReadonlyMap<string, readonly string[]>, head: string): PageFields {
  const references = (fields.get('Reference') ?? []).flatMap(messageIds);
  const meta = /<meta NAME="Author" CONTENT="([^"\n]{0,1000})"/i.exec(head)?.[1];
  const printed = /<strong>From: ?<\/strong>\s*([^\n<]{0,500})/i.exec(head)?.[1];
  const author =
    mhonarcAuthor(fields.get('From-R13')?.[0] ?? '') || plainText(meta ?? printed ?? '');
  return {
    id: messageIds(fields.get('Message-Id')?.[0] ?? '')[0] ?? null,
    // MHonArc adds In-Reply-To behind the References, so the last one is the parent.
    inReplyTo: references.slice(-1),
    references,
    from: author ? mailboxParts(author) : null,
    date: pageDate(fields.get('Date')?.[0], printedDate(head)),
    subject: fields.get('Subject')?.[0] ?? heading(head),
  };
}

const printedDate = (head: string): string | undefined =>
  /<strong>Date: ?<\/strong>\s*([^\n<]{0,100})/i.exec(head)?.[1];

const heading = (head: string): string =>
  plainText(/<h1>([^\n]{0,2000}?)<\/h1>/i.exec(head)?.[1] ?? '').trim();

/** Ids in a comment, with or without angle brackets; what has no `@` is prose. */
function messageIds(text: string): MessageId[] {
  return [...text.slice(0, 4000).matchAll(/[^\s<>"]+@[^\s<>"]+/g)].map(([id]) =>
    MessageId.parse(`<${id}>`),
  );
}
