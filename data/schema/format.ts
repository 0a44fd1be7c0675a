/** One JSON document on one line, the form of `--json` where a command answers once. */
export function jsonDocument(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** One line of NDJSON, the form of `--json` where a command lists things. */
export const ndjsonLine = jsonDocument;
