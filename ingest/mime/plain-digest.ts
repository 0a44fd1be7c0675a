import { type Fields, readHeader } from './header.ts';

/** One message of a plain digest. */
export interface Digested {
  readonly fields: Fields;
  readonly text: string;
}

/** RFC 1153: 70 hyphens end the preamble, 30 stand between messages; some mailers write fewer or more. */
const preambleEnd = /^-{60,80}[ \t]*\n/m;
const separator = /^-{25,35}[ \t]*\n/gm;

/** The messages in the text of a digest as Mailman and others write it; none in any other text. */
export function plainDigest(body: string): Digested[] {
  const start = preambleEnd.exec(body);
  if (!start) return [];
  const text = body.slice(start.index + start[0].length);
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: line } of text.matchAll(separator)) {
    const next = index + line.length;
    if (!beginsPart(text.slice(next, next + 4000))) continue;
    parts.push(text.slice(from, index));
    from = next;
  }
  parts.push(text.slice(from));
  return parts.flatMap((part) => digested(part) ?? []);
}

/** A header follows, or the end: any other line of hyphens is an author's. */
const beginsPart = (text: string) =>
  digested(text) !== null || /^\s*(?:End of |Subject: .*Footer)/.test(text);

/** A part with a header that names an author; the list's footer has none. */
function digested(part: string): Digested | null {
  const text = part.replace(/^\s*\n/, '');
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const lines = header.trimEnd().split('\n');
  if (!lines.every((line) => /^(?:[!-9;-~]+:|[ \t]+\S)/.test(line))) return null;
  const { fields } = readHeader(Buffer.from(`${header}\n\n`, 'utf8'));
  if (!fields.has('from')) return null;
  return { fields, text: end < 0 ? '' : `${text.slice(end + 2).trimEnd()}\n` };
}
