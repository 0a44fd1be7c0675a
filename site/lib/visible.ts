/** A run of ordinary text, or one character that must not act: its code point as `U+202E`. */
export type Piece = { readonly text: string } | { readonly mark: string };

/**
 * What mail must not bring into a page unseen: C0 and C1 controls but tab and line feed, bidi
 * controls (CVE-2021-42574), invisible characters, noncharacters (which HTML forbids) and lone surrogates.
 */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e0fff}\u{1fffe}\u{1ffff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** Splits text so that every such character can be shown as a mark. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ mark: codePoint(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** The same for places that hold plain text only: attributes, titles, feeds. */
export function plain(text: string): string {
  return text.replace(hidden, (character) => `[${codePoint(character)}]`);
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${hex}`;
}
