import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkMaterial } from './check-material.ts';

const project = join(import.meta.dirname, '..');
const planted = mkdtempSync(join(tmpdir(), 'material-'));
afterAll(() => rmSync(planted, { recursive: true }));
for (const folder of ['data/litmus', 'data/devices', 'data/sequences.yaml']) {
  cpSync(join(project, folder), join(planted, folder), { recursive: true });
}

function edit(file: string, change: (text: string) => string): () => void {
  const path = join(planted, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  return () => writeFileSync(path, before);
}

test('what ships is in order', () => {
  expect(checkMaterial(project)).toEqual([]);
});

test.each([
  [
    'data/litmus/cho-commit1.litmus',
    'expect 0,0',
    'expect 7,0',
    'does not have the states expected',
  ],
  ['data/litmus/cho-commit1.litmus', '  sfence', '  fence', 'expected an operation'],
  ['data/litmus/cho-commit1.litmus', 'expect 0,0 42,0 42,1', '', 'expects nothing'],
  ['data/devices/dram.yaml', 'unit: ns', 'units: ns', 'numbers.0'],
  ['data/sequences.yaml', 'words: write B n 8', 'word: write B n 8', 'changes.0'],
  ['data/devices/dram.yaml', 'use: context', 'use: predicted', 'the model has no rule for it'],
])('a planted fault in %s is found', (file, from, to, what) => {
  const undo = edit(file, (text) => text.replace(from, to));
  const findings = checkMaterial(planted);
  undo();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ file });
  expect(findings[0]?.what).toContain(what);
});
