/** One CSV record after RFC 4180; a cell that a spreadsheet would run as a formula gets a quote first. */
export function csvLine(cells: readonly (string | number | boolean)[]): string {
  return `${csvCells(cells)}\r\n`;
}

/** The same without the end of the line, for what many records begin with. */
export function csvCells(cells: readonly (string | number | boolean)[]): string {
  return cells.map(cell).join(',');
}

function cell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
