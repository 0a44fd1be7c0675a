import type { SourceRef } from '../../data/schema/message.ts';
import { syntheticId } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import { mailboxParts } from '../quote/attribution/mailbox-parts.ts';
import { impliedReferences } from '../quote/resolve/implied-references.ts';
import { Quotable } from '../quote/speak/quotable.ts';
import { voicesOf } from '../quote/speak/voices.ts';
import { pageDate } from './page-date.ts';
import type { PageRejection } from './rejection.ts';

/**
 * Reads the plain text of a Hypermail or MHonArc page as a reader saves it: the subject, a blank
 * line, `From:` and `Date:` in either order, a blank line, the body. It carries no ids: the message
 * gets one made of author and instant, and so do the messages whose attribution lines it quotes.
 */
export function readTextPage(text: string, source: SourceRef): ParsedMessage | PageRejection {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const from = headerLine(lines, 'From:');
  const dated = headerLine(lines, 'Date:');
  if (!from || !dated)
    return { reason: 'no From: and Date: lines of an archive page near its top' };
  const date = pageDate(undefined, dated.value);
  if (date === null)
    return { reason: `cannot read the page's date ${JSON.stringify(dated.value)}` };
  const mailbox = mailboxParts(from.value);
  const subject = lines
    .slice(0, Math.min(from.line, dated.line))
    .find((line) => line.trim() !== '');
  if (subject === undefined) return { reason: 'no subject line above From: and Date:' };
  const body = lines
    .slice(Math.max(from.line, dated.line) + 1)
    .join('\n')
    .replace(/^\n+/, '');
  const messageId = syntheticId({ from: mailbox, date });
  const references = impliedReferences(voicesOf(new Quotable(messageId, body)));
  return {
    messageId,
    synthetic: true,
    inReplyTo: references.slice(-1),
    references,
    from: mailbox,
    date,
    subject: subject.replace(/^Subject:/i, '').trim(),
    body,
    source,
  };
}

/** Header lines stand within the first lines of a page; further down they belong to the body. */
const searched = 12;

function headerLine(
  lines: readonly string[],
  name: string,
): { line: number; value: string } | null {
  for (const [line, text] of lines.slice(0, searched).entries()) {
    if (text.trimStart().startsWith(name)) {
      return { line, value: text.slice(text.indexOf(name) + name.length).trim() };
    }
  }
  return null;
}
