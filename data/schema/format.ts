/**
 * One JSON document on one line, the form of `--json` where a command answers once. What JSON leaves raw
 * and a terminal obeys (DEL, C1, bidi controls, line separators) is escaped; the value is the same.
 */
export function jsonDocument(value: object): string {
  return `${JSON.stringify(value).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
}

/** One line of NDJSON, the form of `--json` where a command lists things. */
export const ndjsonLine = jsonDocument;
