type Cell = string | number | boolean;

/**
 * One record of CSV (RFC 4180: CRLF, quotes where they are needed), and inert: a spreadsheet runs a cell
 * that begins with `=`, `+`, `-`, `@` or a tab as a formula, whoever wrote it, so that such text gets one
 * `'` first. Text that has such a `'` of its own gets another: taking one off gives the text back
 * (`written`). Numbers stay as they are.
 * @example
 * csvLine(['a', 'say "so"', 3, '=1+1']) // => 'a,"say ""so""",3,\'=1+1\r\n'
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${csvCells(cells)}\r\n`;
}

/** The same without the end of the line, for what many records begin with. */
export function csvCells(cells: readonly Cell[]): string {
  return cells.map(cell).join(',');
}

/**
 * The text of a cell as it was before it was made inert.
 * @example
 * written("'=1+1") // => '=1+1'
 * written("'tis") // => "'tis"
 */
export function written(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}

/** The wide forms are formulas where Excel speaks Japanese; white space before them is passed over by some. */
const formula = /^'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

function cell(value: Cell): string {
  if (typeof value !== 'string') return String(value);
  const inert = formula.test(value) ? `'${value}` : value;
  return /[",;\r\n\t]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
