import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkReadable } from './readable.ts';

test('what people write is read, as committed, before a build', () => {
  checkReadable(process.cwd());
});

test.each([
  ['data/names.yaml', 'metrics:', 'metric:', /names\.yaml:\d+: metric: no such field/],
  ['data/reviews/dax-2016.yaml', 'question:', 'questoin:', /dax-2016\.yaml:3: questoin: no such/],
])('a misspelt field in %s is refused by its line', (file, right, wrong, message) => {
  const root = mkdtempSync(join(tmpdir(), 'warrant-readable-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(file, join(root, file));
  writeFileSync(join(root, file), readFileSync(file, 'utf8').replace(right, wrong));
  expect(() => checkReadable(root)).toThrow(message);
});
