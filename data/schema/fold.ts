/**
 * Scripts that put no space between words, and Hangul, whose words end in particles: each of their
 * characters is a word of its own in the index, and a word of a query is a phrase of them.
 */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\u30fc\uff70]\p{M}*/gu;

/** Letters with a stroke and the like, which Unicode does not take apart, as people type them without. */
const stroked: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ё: 'е',
  ς: 'σ',
};
const anyStroked = /[łøđðħıŧßæœþёς]/giu;
/** Accents of Greek, which SQLite's tokenizer leaves, and the vowel signs of Hebrew and Arabic. */
const accents =
  /(?<=\p{Script=Greek}\p{M}*)[\u0300-\u036f]|[\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/gu;
const withoutAccents = (text: string) =>
  /[\u0370-\u06ff\u1f00-\u1fff]/.test(text)
    ? text.normalize('NFD').replace(accents, '').normalize('NFC')
    : text;
const withoutStroke = (text: string) =>
  withoutAccents(text).replace(anyStroked, (letter) => stroked[letter.toLowerCase()] ?? letter);

/**
 * Text as the full-text index has it: ligatures, wide forms and the like as the letters that they are
 * (Unicode NFKC), and spaces where a script has none. Case and accents are the tokenizer's to fold.
 */
export function indexed(text: string): string {
  // Most mail is ASCII, and indexing all of it passes here.
  if (!/[^\u0000-\u007f]/.test(text)) return text;
  return withoutStroke(text.normalize('NFKC')).replace(unspaced, ' $& ');
}

/**
 * A name or address for comparison: no case, accents or ligatures.
 * @example
 * foldedName('Łukasz Straße') // => 'lukasz strasse'
 */
export function foldedName(text: string): string {
  return withoutStroke(text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
}
