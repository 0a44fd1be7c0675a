import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stepsOf, untrueSteps } from './ways.ts';

const root = process.cwd();
const page = readFileSync('ARCHITECTURE.md', 'utf8');

test('the ways of a message, a claim and a run go through the functions that ARCHITECTURE.md names', () => {
  const names = stepsOf(page).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['readSource', 'extractClaims', 'judgeAll']));
  expect(untrueSteps(root, page)).toEqual([]);
});

test('a function that went, a call that is not made and one out of order are found', () => {
  const drawn = (...lines: string[]) => lines.map((line) => `    ${line}\n`).join('');
  const top = 'extractClaims  ingest/claim/extract.ts';
  const analyse = '  analyse  ingest/claim/read/analysis.ts';
  const judge = '  judge  ingest/claim/judge/classify.ts';
  expect(untrueSteps(root, drawn(top, analyse, judge))).toEqual([]);
  expect(untrueSteps(root, drawn(top, judge, analyse))).toEqual([
    'ingest/claim/extract.ts: extractClaims does not call analyse then',
  ]);
  expect(untrueSteps(root, drawn(top, '  judge  ingest/claim/extract.ts'))).toEqual([
    'ingest/claim/extract.ts: no function judge',
  ]);
  expect(untrueSteps(root, drawn('gone  ingest/claim/gone.ts'))).toHaveLength(1);
});

test('every file of the project that its documents name is there', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', ...globSync('docs/*.md')];
  const named =
    /`((?:cli|data|ingest|bench|site|docs|\.ci)\/[\w./-]+\.(?:ts|astro|md|yaml|c|json))`/g;
  const gone = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(named)].flatMap(([, file = '']) =>
      existsSync(file) || /NAME|failing-write/.test(file) ? [] : [`${page}: ${file}`],
    ),
  );
  expect(gone).toEqual([]);
});
