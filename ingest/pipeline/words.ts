/** The author's words and the quoted words of a body, for the two full-text indexes. */
export interface Words {
  readonly own: string;
  readonly quoted: string;
}

const space = 32;
const quoteMark = 62;

/**
 * Splits a body by quote marks alone: a line is quoted when `>` stands in its first two columns. The
 * index needs no more; who is quoted is for `ingest/quote` to find out.
 */
export function wordsOf(body: string): Words {
  if (!body.includes('>')) return { own: body, quoted: '' };
  let own = '';
  let quoted = '';
  let from = 0;
  let quoting = isQuoted(body, 0);
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) {
    const next = isQuoted(body, at + 1);
    if (next === quoting) continue;
    if (quoting) quoted += body.slice(from, at + 1);
    else own += body.slice(from, at + 1);
    from = at + 1;
    quoting = next;
  }
  if (quoting) quoted += body.slice(from);
  else own += body.slice(from);
  return { own, quoted };
}

function isQuoted(body: string, at: number): boolean {
  const first = body.charCodeAt(at);
  if (first === quoteMark) return true;
  return first === space && body.charCodeAt(at + 1) === quoteMark;
}
