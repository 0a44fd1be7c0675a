/**
 * False where the first characters of a body's lines show that none is quoted; saves making columns
 * of lines for half of all mails. True for every body of which `quotedLines` finds a line quoted.
 */
export function mayQuote(body: string): boolean {
  for (let start = 0; start >= 0 && start < body.length; ) {
    if (mayBeQuoted(body, start)) return true;
    const found = body.indexOf('\n', start);
    start = found < 0 ? -1 : found + 1;
  }
  return false;
}

/** Whether a line starts as a quote may: marks, a bar, a name and a mark, or an Outlook rule. */
function mayBeQuoted(body: string, start: number): boolean {
  let at = start;
  while (body.charCodeAt(at) === 32 && at < start + 3) at += 1;
  const c = body.charCodeAt(at);
  if (c === 62 || c === 124) return true;
  // `---` alone, as patches have it, is no rule that quotes.
  if (c === 95) return body.charCodeAt(at + 1) === 95;
  if (c === 45) return body.charCodeAt(at + 1) === 45 && body.charCodeAt(at + 3) > 32;
  return c >= 65 && c <= 90 && endsInMark(body, at);
}

/** Whether a word of at most ten letters is followed by `>`. */
function endsInMark(body: string, from: number): boolean {
  for (let at = from; at < from + 11; at++) {
    const c = body.charCodeAt(at);
    if (c === 62) return true;
    if (!((c >= 65 && c <= 90) || (c >= 97 && c <= 122))) return false;
  }
  return false;
}
