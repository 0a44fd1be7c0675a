import { isSpace } from './lines.ts';
import { isNamePrefix } from './name-prefix.ts';

/** An attribution line, or a header line with a time in it. */
const colon = /[:：][ \t]*$|^ {0,2}\*?\p{L}[^\n:：]{0,34}[:：][^\n]*\d[:.]\d\d/mu;

/**
 * False where the first characters of a body's lines, and its colons, show that no marks, attribution or
 * header block quotes anything; saves making columns of lines for many mails. True for every body of
 * which `markedLines` finds a line quoted.
 */
export function mayQuote(body: string): boolean {
  for (let start = 0; start >= 0 && start < body.length; ) {
    if (mayBeQuoted(body, start)) return true;
    const found = body.indexOf('\n', start);
    start = found < 0 ? -1 : found + 1;
  }
  return colon.test(body);
}

/** Whether a line starts as a quote may: marks, a name and a mark, or the rule above a header block. */
function mayBeQuoted(body: string, start: number): boolean {
  let at = start;
  while (isSpace(body.charCodeAt(at)) && at < start + 8 && body.charCodeAt(at) !== 10) at += 1;
  const c = body.charCodeAt(at);
  if (c === 62 || c === 124 || (c >= 0x2010 && c <= 0x2014)) return true;
  if (c === 91) return body.startsWith('quote', at + 1);
  if (c === 95 || c === 61 || c === 42 || c === 126) return body.charCodeAt(at + 1) === c;
  // `---` alone, as patches have it, is no rule that quotes.
  if (c === 45) return body.charCodeAt(at + 1) === 45 && body.charCodeAt(at + 3) > 32;
  return isNamePrefix(body, at);
}
