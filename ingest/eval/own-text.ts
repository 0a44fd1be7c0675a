/**
 * The coordinate system of the scorer: a message's own text as `score.py` computes it (without
 * quoted lines, attribution lines and signature, white space folded). Kept apart from our own line
 * roles on purpose: the measure must not move when the extractor does.
 */
export function ownText(body: string): string {
  const lines: string[] = [];
  for (const line of body.split('\n')) {
    if (pythonTrimEnd(line) === '--' || /^_{20,}/.test(line)) break;
    lines.push(line);
  }
  const keep: (string | null)[] = lines.map((line) => (quoted(line) ? null : line));
  for (let i = 0; i < keep.length; i++) {
    const line = keep[i];
    if (typeof line !== 'string' || !attribution.test(pythonTrimEnd(line.slice(-200)))) continue;
    let below = i + 1;
    while (below < keep.length && typeof keep[below] === 'string' && blank(keep[below])) below++;
    if (below >= keep.length || keep[below] !== null) continue;
    for (let k = i, taken = 0; k >= 0 && taken < 3; k--, taken++) {
      if (typeof keep[k] !== 'string' || blank(keep[k])) break;
      keep[k] = null;
    }
  }
  return pythonFold(keep.map((line) => line ?? '').join('\n'));
}

const attribution = /(?:wrote|writes|said|schrieb):$/;
const blank = (line: string | null | undefined) => pythonFold(line ?? '') === '';

/** Python's `\s` for text: what `str.isspace` holds true for. JavaScript's `\s` differs in six places. */
export const pythonSpace =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const spaces = new RegExp(`[${pythonSpace}]+`, 'gu');
const oneSpace = new RegExp(`[${pythonSpace}]`, 'u');

const quoted = (line: string) =>
  line[0] === '>' || (line[1] === '>' && oneSpace.test(line[0] ?? ''));

/** `re.sub(r'\s+', ' ', s).strip()`. */
export function pythonFold(text: string): string {
  const folded = text.replace(spaces, ' ');
  return folded.slice(
    folded.startsWith(' ') ? 1 : 0,
    folded.length - (folded.endsWith(' ') && folded.length > 1 ? 1 : 0),
  );
}

function pythonTrimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && oneSpace.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** Text without white space, and for each character kept its offset in the original. */
export function squeeze(text: string): { readonly text: string; readonly map: readonly number[] } {
  const map: number[] = [];
  const kept: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (oneSpace.test(c)) continue;
    map.push(i);
    kept.push(c);
  }
  return { text: kept.join(''), map };
}
