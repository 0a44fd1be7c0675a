import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../commands/workbench.ts';
import { openQuestion, placeholders, undescribed } from './placeholders.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.clean());

test('what review new left to be written is told by file, line and field, and is no fault', () => {
  expect(placeholders(bench.root)).toEqual([]);
  const file = join(bench.root, 'data/reviews/table.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('On disk or in memory?', openQuestion('Where to keep the table'))
    .replace('Everything is kept.', undescribed);
  writeFileSync(file, text);
  const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
  expect(placeholders(bench.root)).toMatchObject([
    { file: 'data/reviews/table.yaml', line: lineOf('question:'), note: true },
    { file: 'data/reviews/table.yaml', line: lineOf(undescribed), note: true },
  ]);
  expect(placeholders(bench.root).map(({ what }) => what.split(' ')[0])).toEqual([
    'question',
    'approaches.summary',
  ]);
});
