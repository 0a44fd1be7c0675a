/** Words so common that they find nothing. */
const stop = new Set(
  'a an and are as at be but by can for from had has have if in is it its no not of on or so that the there this to was we were what when which will with would you your on wrote'.split(
    ' ',
  ),
);

/** Longest word kept: longer ones are encoded data. */
const longest = 40;

/** Most mail has no accents to take off, and is split in half the time. */
const ascii = /^[\x00-\x7f]*$/;

/** The words of a text as the index knows them: lower case, without accents, identifiers whole. */
export function tokens(text: string): string[] {
  const found = ascii.test(text)
    ? text.toLowerCase().match(/[a-z0-9_]+/g)
    : text
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/\p{M}+/gu, '')
        .match(/[\p{L}\p{N}_]+/gu);
  return (found ?? []).filter(
    (word) =>
      word.length > 1 && word.length <= longest && !stop.has(word) && !/^[0-9a-f]{12,}$/.test(word),
  );
}

/** The words of a title: an identifier counts whole and by its parts, as `map_sync`, `map` and `sync`. */
export function titleTokens(text: string): string[] {
  return tokens(text).flatMap((word) =>
    word.includes('_') ? [word, ...tokens(word.replaceAll('_', ' '))] : [word],
  );
}
