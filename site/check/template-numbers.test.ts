import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { templateNumbers } from './template-numbers.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function found(template: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  made.push(folder);
  writeFileSync(join(folder, 'Page.astro'), template);
  return templateNumbers(folder).map(({ line, number }) => `${line}: ${number}`);
}

test('no template of ours has a number that was typed by hand', () => {
  expect(templateNumbers('site')).toEqual([]);
});

test.each([
  ['between tags', '---\nconst a = 1;\n---\n<p>It is 154 times faster.</p>', ['4: 154']],
  ['behind a word that is not ASCII', '<p>“ü”</p>\n<p>only 1,840 ns</p>', ['2: 1,840']],
  ['in a list that is rendered', '<ul>{rows.map((row) => <li>{row} of 12</li>)}</ul>', ['1: 12']],
  [
    'in a body with a return',
    '{rows.map((row) => { if (row) return <b>9 s</b>; return null; })}',
    ['1: 9'],
  ],
  ['as a string', "<p>{found && 'in 3.5 s'}</p>", ['1: 3.5']],
  ['as a template string', '<p>{`of 26`}</p>', ['1: 26']],
  ['as a bare literal', '<p>{154}</p>', ['1: 154']],
  ['beside a sum of words', "<p>{n + ' of 7'}</p>", ['1: 7']],
  ['in a condition', "<p>{ok ? 'all 5' : ['or', '6']}</p>", ['1: 5', '1: 6']],
  ['in a slot of a component', '<Page><Fragment>8 runs</Fragment></Page>', ['1: 8']],
])('a number typed %s is found', (_, template, expected) => {
  expect(found(template)).toEqual(expected);
});

test.each([
  ['an expression over data', '<p>{rows.length} runs, {at + 1} of {pages}, {rows.slice(0, 3)}</p>'],
  ['an attribute', '<td colspan="3" aria-label={`2 columns`}>x</td>'],
  ['code and styles', '<code>mmap 0x1000 64</code><style>p { margin: 3px }</style>'],
  ['a name', '<p>Px86 and ext4 under SHA-256 after RFC 5322</p>'],
  ['a comment', '<!-- 4 rows --><p>{/* 5 */ rows}</p>'],
])('%s is left alone', (_, template) => {
  expect(found(template)).toEqual([]);
});

test('a template that does not parse is no template without numbers', () => {
  expect(() => found('<p>{</p>')).toThrow(/Page\.astro/);
});
