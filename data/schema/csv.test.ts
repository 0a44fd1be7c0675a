import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, written } from './csv.ts';

/** A reader of RFC 4180, by its grammar. */
const read = (line: string) =>
  [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

test.each([
  '=HYPERLINK("http://x.org";"click")',
  '+1+cmd|x',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  "'=1",
])('%j is text in a spreadsheet, and comes back', (text) => {
  const [cell = ''] = read(csvLine([text, 'next']));
  expect(cell).toMatch(/^'/);
  expect(written(cell)).toBe(text);
});

test('any text comes back, and no cell begins as a formula does; numbers stay numbers', () => {
  const start = fc.constantFrom('', '=', '-', '+', '@', "'", "'=", '\t', ' ');
  const text = fc.tuple(start, fc.string()).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
      const found = read(csvLine(cells));
      expect(found.map(written)).toEqual(cells);
      expect(found.every((cell) => !/^[=+\-@\t\r]/.test(cell))).toBe(true);
    }),
  );
  expect(csvLine([-5, 1.5, true])).toBe('-5,1.5,true\r\n');
});
