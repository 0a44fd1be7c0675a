/** A word or mark of a statement, contractions undone so that phrases match in one spelling. */
export interface Token {
  /** Lower case; `don't` is `do`, `not`. Classes stand in capitals: `URL`, `NUM`, `CODE`, `REF`. */
  readonly word: string;
  /** Offset in the tokenised text, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** Written in capitals or between emphasis marks. */
  readonly stressed: boolean;
}

/** Statements longer than this are judged by their beginning: bounds the work per statement. */
const judgedLength = 2000;

const pattern =
  /https?:\/\/[^\s>)]{1,300}|\[\d{1,3}\]|[\p{L}\p{N}_@$/\\][\p{L}\p{N}_@./\\:'’+-]{0,60}(?:\(\d?\)|\(\))?|\.{2,6}|[?!:;,.()"=*>|&%-]/gu;

const whole: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  cannot: ['can', 'not'],
  cant: ['can', 'not'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  wont: ['will', 'not'],
  "won't": ['will', 'not'],
  "shan't": ['shall', 'not'],
  "ain't": ['is', 'not'],
  "let's": ['let', 'us'],
  lets: ['let', 'us'],
  gonna: ['going', 'to'],
  im: ['i', 'am'],
  ive: ['i', 'have'],
};
const isAfter = new Set(
  'it that there what here he she who how where this everything nothing something'.split(' '),
);
const endings: Readonly<Record<string, string>> = {
  m: 'am',
  ll: 'will',
  ve: 'have',
  re: 'are',
  d: 'would',
};

/** Words and marks of the first `judgedLength` characters. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  for (const match of text.slice(0, judgedLength).matchAll(pattern)) {
    const raw = trimEnd(match[0]);
    const stressed =
      (/^[A-Z]{2,}$/.test(raw) && shouted.has(raw)) || emphasised(text, match.index, raw.length);
    for (const word of normalised(raw)) {
      found.push({ word, start: match.index, end: match.index + raw.length, stressed });
    }
    if (raw.length < match[0].length && /[.:]$/.test(match[0])) {
      const at = match.index + match[0].length - 1;
      found.push({ word: match[0].slice(-1), start: at, end: at + 1, stressed: false });
    }
  }
  return found;
}

/** Capitals that stress an English word rather than abbreviate a technical one. */
const shouted = new Set(
  'NOT NO NEVER ALWAYS ALL ANY MUST ONLY VERY IS ARE AND OR NOW THE THIS THAT REALLY EVERY YES BUT WHY'.split(
    ' ',
  ),
);

function emphasised(text: string, at: number, length: number): boolean {
  const a = text[at - 1];
  const b = text[at + length];
  return (
    (a === '*' && b === '*') || (text[at] === '_' && text[at + length - 1] === '_' && length > 2)
  );
}

function trimEnd(raw: string): string {
  let end = raw.length;
  while (end > 1 && ".:'’-/+,".includes(raw[end - 1] ?? '')) end--;
  return raw.slice(0, end);
}

function normalised(raw: string): readonly string[] {
  if (raw.length === 1 && !/[\p{L}\p{N}]/u.test(raw)) return [raw];
  if (raw.startsWith('http')) return ['URL'];
  if (raw.startsWith('[')) return ['REF'];
  if (raw.startsWith('..')) return ['…'];
  if (/^\d/.test(raw)) return ['NUM'];
  const plain = raw.replaceAll('’', "'");
  const word = plain.toLowerCase();
  if (/^_[\p{L}']+_$/u.test(plain)) return [word.slice(1, -1)];
  const fixed = Object.hasOwn(whole, word) ? whole[word] : undefined;
  if (fixed) return fixed;
  if (isCodeToken(plain)) return ['CODE'];
  const apostrophe = word.lastIndexOf("'");
  if (apostrophe < 1) return [word];
  const stem = word.slice(0, apostrophe);
  const tail = word.slice(apostrophe + 1);
  if (tail === 't' && stem.endsWith('n')) return [stem.slice(0, -1), 'not'];
  if (tail === 's') return isAfter.has(stem) ? [stem, 'is'] : [stem];
  const ending = Object.hasOwn(endings, tail) ? endings[tail] : undefined;
  return ending ? [stem, ending] : [word];
}

/** Identifiers, calls, paths, flags: what only code, not prose, is written like. */
function isCodeToken(raw: string): boolean {
  if (/[_$\\@]/.test(raw) || raw.endsWith(')')) return true;
  if (/^\/\p{L}/u.test(raw) || /\.(?:c|h|ts|py|rs|txt|rst|sh|ko|S)$/.test(raw)) return true;
  if (/\p{Ll}\p{Lu}/u.test(raw)) return true;
  return /^\p{L}+\d+\p{L}*$/u.test(raw) && raw.length > 2;
}
