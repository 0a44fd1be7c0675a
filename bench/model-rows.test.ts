import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCatalogue } from './evidence/catalogue.ts';

const page = readFileSync('docs/model.md', 'utf8').split('\n');
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const rows = new Map(
  page
    .filter((line) => /^\| M\d+ \|/.test(line))
    .map((line) => [cells(line)[0] ?? '', cells(line)]),
);
const restsOn = new Map(
  page
    .filter((line) => /^\| [a-z-]+ \| M\d/.test(line))
    .map((line) => [cells(line)[0] ?? '', cells(line)[1]?.split(' ') ?? []]),
);

test('every row says what is modelled and what could change', () => {
  expect(rows.size).toBeGreaterThan(20);
  for (const [id, row] of rows) {
    expect(row, id).toHaveLength(5);
    expect(
      row.filter((cell) => cell === ''),
      id,
    ).toEqual([]);
  }
});

test('every experiment of the model names the rows that its verdicts rest on', () => {
  const experiments = [...readCatalogue(process.cwd()).experiments.values()]
    .filter(({ substrates }) => substrates.includes('model'))
    .map(({ id }) => id);
  expect([...restsOn.keys()]).toEqual([...experiments].sort());
  for (const [experiment, named] of restsOn) {
    expect(
      named.filter((row) => !rows.has(row)),
      experiment,
    ).toEqual([]);
  }
});
