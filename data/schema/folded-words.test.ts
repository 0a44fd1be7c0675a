import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('no line of YAML ends within a hyphenated word: folding would put a blank into it', () => {
  const files = ['data', 'site/content'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name)),
  );
  const broken = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) => (/[a-z]-$/.test(line) ? [`${file}:${at + 1}: ${line}`] : [])),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(broken).toEqual([]);
});
