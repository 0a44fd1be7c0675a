import { blockOf, fieldName } from './header-block.ts';

/**
 * The postmark of mbox: `From `, a sender that may hold anything, and a date as asctime writes it, with
 * or without seconds and zone (RFC 4155, appendix A).
 */
const usual =
  /^From (?:\S.{0,200}?)?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) .{0,60}\d{4}/;

/** What other writers put there: one sender and nothing, or a date of another form. */
const bare = /^From (?!:)\S+(?: (?:at|AT|\[at\]) \S+)?[ \t]*\r?\n?$/;
const dated =
  /^From (?!:).{0,200}?(?:\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b(?:19|20)\d\d\b.*\d:\d\d|\d:\d\d.*\b(?:19|20)\d\d\b| \d{9,10}\b)/;

/** What one message's header is looked at for, in bytes. */
const looked = 32 * 1024;
const longestMark = 400;

/**
 * Whether a message begins at the `From ` at this offset, which is the start of a line: `maybe` where
 * only more bytes can tell. A line of prose that some writer failed to quote begins like a postmark; what
 * follows it tells them apart.
 */
export function postmarkAt(data: Buffer, at: number, whole: boolean): 'yes' | 'no' | 'maybe' {
  const end = data.indexOf(10, at) + 1;
  if (end === 0) return whole || data.length - at > longestMark ? 'no' : 'maybe';
  const line = data.toString('latin1', at, Math.min(end, at + longestMark));
  if (line[5] === ':') return 'no'; // a header field with white space before its colon
  if (usual.test(line)) {
    const next = data.toString('latin1', end, Math.min(data.length, end + 120));
    if (!whole && !next.includes('\n') && next.length < 120) return 'maybe';
    if (/^(?:>?[!-9;-~]+[ \t]*:|From |\r?\n|$)/.test(next)) return 'yes';
    return 'no';
  }
  const form = bare.test(line) || dated.test(line);
  const apart = blankBefore(data, at);
  if (!apart && !form) return 'no';
  if (fieldName(data.toString('latin1', end, end + 100)) === '' && end + 100 < data.length)
    return 'no';
  const { lines, names, closed } = blockOf(
    data.toString('latin1', end, Math.min(data.length, end + looked)),
  );
  const full = closed ? lines : lines.slice(0, -1); // the last line may be cut
  if (full.some((text) => fieldName(text) === '' && !text.startsWith('>From '))) return 'no';
  if (!closed && !whole && data.length - end < looked) return 'maybe';
  const has = (...wanted: string[]) => wanted.every((name) => names.includes(name));
  if (form && apart) return has('from') || has('message-id') ? 'yes' : 'no';
  // Right below text, where a writer forgot the blank line: no prose is followed by these two.
  return has('from', 'message-id') ? 'yes' : 'no';
}

/** Most writers leave a blank line between messages; prose that begins `From ` need not have one. */
function blankBefore(data: Buffer, at: number): boolean {
  return data[at - 2] === 10 || (data[at - 2] === 13 && data[at - 3] === 10) || at === 1;
}
