/** Half-open span in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const abbreviations = new Set(
  (
    'e.g i.e eg ie etc vs cf viz ca approx resp incl al mr mrs ms dr prof st no nr fig sec ' +
    'ch vol pp p.s w.r.t wrt a.k.a aka i.e. inc ltd jr sr ver v min max dept est jan feb ' +
    'mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);
/** Those that usually end a sentence when a capital follows. */
const mayEnd = new Set(['etc', 'al', 'inc', 'ltd', 'max', 'min', 'no', 'st', 'mar', 'sec']);

const closers = new Set([')', ']', '"', "'", '”', '’', '*', '_', '`', '}']);
const isSpace = (c: string | undefined) => c === ' ' || c === '\n' || c === '\t' || c === '\u00a0';

/** How far a parenthesis may reach before a sentence inside it is allowed to end the outer one. */
const parenthesisReach = 400;

/**
 * Splits `[start, end)` of `text` into sentences: one scan with bounded look-ahead, no regular
 * expression over unbounded text. White space around each span is left out.
 */
export function sentences(text: string, start: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  let from = start;
  let closeAt = -1;
  const push = (to: number) => {
    const span = trimmed(text, from, to);
    if (span) spans.push(span);
    from = to;
  };
  for (let i = start; i < end; i++) {
    const c = text[i];
    if (c === '(' && closeAt < i && i > from + 1) closeAt = closing(text, i, end);
    if ((c === ':' || c === ';') && i > closeAt && i > from + 8 && isSpace(text[i - 1])) {
      const smile = emoticonEnd(text, i - 1, end);
      if (smile > i && /^\s*\p{Lu}/u.test(text.slice(smile, Math.min(end, smile + 8)))) push(smile);
      continue;
    }
    if (c !== '.' && c !== '!' && c !== '?' && c !== '…') continue;
    let stop = i + 1;
    while (stop < end && '.!?…'.includes(text[stop] ?? ' ')) stop++;
    const terminator = text.slice(i, Math.min(stop, i + 8));
    while (stop < end && closers.has(text[stop] ?? '')) stop++;
    stop = footnote(text, stop, end);
    if (stop < end && !isSpace(text[stop])) {
      i = stop - 1;
      continue;
    }
    if (i < closeAt && stop <= closeAt) {
      i = stop - 1;
      continue;
    }
    const smile = emoticonEnd(text, stop, end);
    if (endsHere(text, from, i, terminator, smile, end)) push(smile);
    i = Math.max(stop, from) - 1;
  }
  push(end);
  return spans;
}

function trimmed(text: string, start: number, end: number): Span | null {
  let a = start;
  let b = end;
  while (a < b && isSpace(text[a])) a++;
  while (b > a && isSpace(text[b - 1])) b--;
  return a < b ? { start: a, end: b } : null;
}

function closing(text: string, open: number, end: number): number {
  let depth = 0;
  const limit = Math.min(end, open + parenthesisReach);
  for (let i = open; i < limit; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function footnote(text: string, at: number, end: number): number {
  if (text[at] !== '[') return at;
  const close = text.indexOf(']', at);
  return close > at && close < end && close - at <= 5 ? close + 1 : at;
}

function emoticonEnd(text: string, at: number, end: number): number {
  const tail = /^\s{1,2}(?:[:;]-?[)(DP/]|\^\^|<g>)(?=\s|$)/.exec(
    text.slice(at, Math.min(end, at + 8)),
  );
  return tail ? at + tail[0].length : at;
}

function endsHere(
  text: string,
  from: number,
  dot: number,
  terminator: string,
  stop: number,
  end: number,
): boolean {
  let next = stop;
  while (next < end && isSpace(text[next])) next++;
  if (next >= end) return true;
  const follows = text.slice(next, next + 2);
  const lower = /^[("'[]?\p{Ll}/u.test(follows);
  if (terminator.startsWith('..') || terminator === '…')
    return from < dot && /^[("'*]?\p{Lu}/u.test(follows) && !/^I\b/.test(follows);
  if (lower && text.slice(dot, stop).includes(')')) return false; // the outer sentence goes on
  if (terminator !== '.') return true;
  const word = wordBefore(text, from, dot);
  if (word === '') return isSpace(text[dot - 1]) && /^\p{Lu}/u.test(follows);
  if (abbreviations.has(word)) return mayEnd.has(word) && !lower && !/^\d/.test(follows);
  if (/^\p{L}$/u.test(word) && word !== 'i') return false; // initials: "J. Doe"
  if (/^\(?(?:\d{1,2}|[a-z])$/.test(word) && onlyMarker(text, from, dot)) return false;
  return true;
}

/** Lower-cased word that ends at `dot`, dots inside kept: `e.g` in `e.g.`. */
function wordBefore(text: string, from: number, dot: number): string {
  let a = dot;
  while (a > from && dot - a < 24 && /[\p{L}\p{N}._'-]/u.test(text[a - 1] ?? ' ')) a--;
  const word = text.slice(a, dot).toLowerCase();
  return word === '' && closers.has(text[dot - 1] ?? '') ? ')' : word;
}

/** Whether nothing but a list marker precedes, as in `1. First`. */
function onlyMarker(text: string, from: number, dot: number): boolean {
  return text.slice(from, Math.min(dot, from + 12)).trim().length <= 3 && dot - from < 12;
}
