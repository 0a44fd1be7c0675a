import type { SourceRef } from '../../data/schema/message.ts';
import { syntheticId } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import { pageDate } from './page-date.ts';
import type { PageRejection } from './rejection.ts';

/**
 * Reads the plain text of a Hypermail or MHonArc page as a reader saves it: the subject, a blank
 * line, `From:` and `Date:` in either order, a blank line, the body. It carries no ids, so the
 * message gets a synthetic one from author and instant.
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
  const mailbox = mailboxOf(from.value);
  const subject = lines
    .slice(0, Math.min(from.line, dated.line))
    .find((line) => line.trim() !== '');
  if (subject === undefined) return { reason: 'no subject line above From: and Date:' };
  const body = lines.slice(Math.max(from.line, dated.line) + 1).join('\n');
  return {
    messageId: syntheticId({ from: mailbox, date }),
    synthetic: true,
    inReplyTo: [],
    references: [],
    from: mailbox,
    date,
    subject: subject.replace(/^Subject:/i, '').trim(),
    body: body.replace(/^\n+/, ''),
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

/** `Name`, `Name <address>` or Hypermail's `Name (address)`. */
export function mailboxOf(text: string): { name: string; address: string } {
  const found = /^(.*?)\s*[<(]\s*([^<>()\s]+@[^<>()\s]+)\s*[>)]/.exec(text.slice(0, 500));
  if (found) return { name: unquoted(found[1] ?? ''), address: found[2] ?? '' };
  const bare = text.trim().slice(0, 500);
  return /^\S+@\S+$/.test(bare)
    ? { name: '', address: bare }
    : { name: unquoted(bare), address: '' };
}

const unquoted = (name: string) => name.trim().replace(/^"(.*)"$/, '$1');
