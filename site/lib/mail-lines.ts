/** A line that its author filled before breaking it, in UTF-16 code units. */
const filled = 45;

/** What a line break may mean: a list, a diff, a table, code, or a line set apart. */
const formed = /^[\s\-+*|#@$%&({[<>=\d]|\t|\S {3,}\S|[{};\\|]\s*$/;

/** Whether lines of a paragraph are prose broken to fit, as RFC 3676 would have marked it. */
export function flows(lines: readonly string[]): boolean {
  const text = lines.filter((line) => line.trim() !== '');
  return (
    text.length > 1 &&
    text.every((line) => !formed.test(line)) &&
    text.slice(0, -1).every((line) => line.trimEnd().length >= filled)
  );
}

/** Offsets of the line breaks in a text that only fit its lines to a width: those within flowing paragraphs. */
export function softBreaks(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  let at = 0;
  for (const part of text.split(/(\n[^\S\n]*\n\s*)/)) {
    const lines = part.split('\n');
    if (flows(lines)) {
      let end = at;
      for (const line of lines.slice(0, -1)) {
        end += line.length;
        found.add(end);
        end += 1;
      }
    }
    at += part.length;
  }
  return found;
}

/** Footers are short; what follows a rule and goes on is text. */
const longestFooter = 12;

export interface Footer {
  /** First line of it. */
  readonly from: number;
  readonly of: 'list' | 'signature';
  /** Lines that are not blank. */
  readonly lines: number;
}

/** The list's footer or the author's signature at the end of a body, where it has one. */
export function footerOf(lines: readonly string[]): Footer | undefined {
  const from = lines.findIndex((line) => /^(?:-- ?|_{20,})\s*$/.test(line));
  if (from === -1) return undefined;
  const rest = lines.slice(from).filter((line) => line.trim() !== '');
  if (rest.length > longestFooter) return undefined;
  const list = rest.some((line) => /unsubscribe|mailing list|listinfo|majordomo/i.test(line));
  return { from, of: list ? 'list' : 'signature', lines: rest.length };
}
