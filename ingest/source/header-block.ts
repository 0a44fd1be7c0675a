/** What stands before the first blank line of a text, continuation lines left out. */
export interface Block {
  readonly lines: readonly string[];
  /** Names of the fields among the lines, lower case. */
  readonly names: readonly string[];
  /** Whether a blank line ends it; else the text ends first. */
  readonly closed: boolean;
}

/** Lines up to the first blank one; line ends may be LF, CRLF or lone CR. */
export function blockOf(text: string): Block {
  const end = /\r?\n\r?\n|\r\r/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const lines = head.split(/\r\n?|\n/).filter((line) => !/^[ \t]/.test(line));
  return {
    lines,
    names: lines.map(fieldName).filter((name) => name !== ''),
    closed: end !== null,
  };
}

/** The name of a header field (RFC 5322 ftext; white space before the colon is obsolete), lower case. */
export function fieldName(line: string): string {
  return /^([!-9;-~]{1,80})[ \t]*:/.exec(line)?.[1]?.toLowerCase() ?? '';
}
