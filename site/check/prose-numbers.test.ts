import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { typedNumbers } from './prose-numbers.ts';

test('no page of ours has a number that was typed by hand', () => {
  expect(typedNumbers('site/content', 'data')).toEqual([]);
});

test('a typed result is found; a parameter, a component and code are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prose-'));
  mkdirSync(join(folder, 'data'));
  mkdirSync(join(folder, 'prose'));
  writeFileSync(join(folder, 'data', 'e.yaml'), 'size: [64]\nversion: "4.15"\n');
  writeFileSync(
    join(folder, 'prose', 'a.mdx'),
    '---\ndate: 2026\n---\nIt is 154 times faster at 64 B on 4.15 after RFC 5322: <Num where={{ size: 999 }} /> `7`.\n',
  );
  expect(typedNumbers(join(folder, 'prose'), join(folder, 'data'))).toEqual([
    { file: 'a.mdx', line: 4, number: '154' },
  ]);
  rmSync(folder, { recursive: true });
});
