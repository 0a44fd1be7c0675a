import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Operation } from '../../bench/model/fs/operation.ts';
import { Trace } from '../../data/schema/trace.ts';
import { stepText, stepTitle } from './step-title.ts';

const own = 'What the model itself says of the step.';
const titleOf = (operation: string, actor = 'program') =>
  stepTitle({ actor, operation, text: own });

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** A sentence: a capital, words, no braces, quotes or identifiers. */
const sentence = /^(?:[A-Z]|fsync )[A-Za-z0-9 ,:-]+$/;

test('every key that the model gives a step has a title', () => {
  const steps = filesIn('bench/model', '.ts').flatMap((text) => [
    ...[...text.matchAll(/\bkey: [`'](\w+)/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\boperation: '([^']+)',\n\s+text:/g)].map((match) => match[1] ?? ''),
  ]);
  expect(new Set(steps).size).toBeGreaterThan(20);
  for (const key of [...steps, 'crash', 'recovery', 'violation'].filter((one) => one !== 'fsync')) {
    expect([key, titleOf(key)]).toEqual([key, expect.stringMatching(sentence)]);
    expect([key, titleOf(key)]).not.toEqual([key, own.replace('.', '')]);
  }
});

test.each<[Operation, string]>([
  [
    { kind: 'allocate', file: 0, at: 8, length: 1 },
    'The program allocates 1 block at block 8 of file 0',
  ],
  [
    { kind: 'fallocate', file: 1, at: 0, length: 10 },
    'The program preallocates 10 blocks at block 0 of file 1',
  ],
  [
    { kind: 'punch', file: 0, at: 0, length: 2 },
    'The program punches a hole of 2 blocks at block 0 of file 0',
  ],
  [
    { kind: 'insert', file: 0, at: 3, length: 1 },
    'The program inserts 1 block at block 3 of file 0',
  ],
  [
    { kind: 'collapse', file: 0, at: 3, length: 1 },
    'The program collapses 1 block at block 3 of file 0',
  ],
  [{ kind: 'truncate', file: 0, size: 0 }, 'The program truncates file 0 to 0 blocks'],
  [
    { kind: 'reflink', file: 0, at: 0, to: 1, toAt: 9 },
    'The program reflinks block 0 of file 0 as block 9 of file 1',
  ],
  [{ kind: 'rename', file: 0, name: 1 }, 'The program renames file 0 to name 1'],
  [{ kind: 'unlink', file: 0, name: 1 }, 'The program unlinks name 1 of file 0'],
])('%j has its numbers in its title', (operation, title) => {
  expect(titleOf(JSON.stringify(operation))).toBe(title);
});

test('every step of every committed trace has a title that is a sentence', () => {
  const traces = filesIn('data/traces', '.json').map((text) => Trace.parse(JSON.parse(text)));
  expect(traces.length).toBeGreaterThan(0);
  for (const step of traces.flatMap((trace) => trace.steps)) {
    expect([step.operation, stepTitle(step)]).toEqual([
      step.operation,
      expect.stringMatching(sentence),
    ]);
  }
});

test('a step that nobody wrote a title for shows its own sentence, never its key', () => {
  expect(titleOf('teleport')).toBe(own.replace('.', ''));
  expect(titleOf('{"kind":"teleport"}')).toBe(own.replace('.', ''));
  expect(titleOf('{"kind":')).toBe(own.replace('.', ''));
  expect(titleOf('store', 'programs')).toBe('One of the programs stores to a mapped block');
});

test('the text below a title begins with a capital and never repeats it', () => {
  const step = (operation: string, text: string) => ({ actor: 'program', operation, text });
  expect(stepText(step('lock', 'punch of file 0 takes the locks.'))).toBe(
    'Punch of file 0 takes the locks.',
  );
  const log = step('fsync', 'fsync forces the log if file 0 has changes there.');
  expect(stepTitle(log)).toBe('fsync forces the log if file 0 has changes there');
  expect(stepText(log)).toBe('');
});
