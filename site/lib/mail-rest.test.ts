import { expect, test } from 'vitest';
import { type Block, blocks } from './mail.ts';
import { withRest } from './mail-rest.ts';

const paragraph = (name: string, lines: number) =>
  `${Array.from({ length: lines }, (_, at) => `${name} ${at} ${'word '.repeat(12)}`).join('\n')}\n\n`;
const body = paragraph('first', 9) + paragraph('second', 9) + paragraph('third', 9);
const shape = (found: readonly (Block | { kind: 'rest'; of: string; lines: number })[]) =>
  found.map((block) => (block.kind === 'rest' ? `${block.of} of ${block.lines}` : block.kind));

test('what goes on after the beginning is folded, and nothing is lost', () => {
  const whole = blocks(body, [], [], []);
  const found = withRest(whole);
  expect(shape(found)).toEqual(['own', 'text of 18']);
  expect(found.flatMap((one) => (one.kind === 'rest' ? one.blocks : [one]))).toEqual(whole);
});

test('what is folded says which statements it holds', () => {
  const at = body.indexOf('third');
  const found = withRest(blocks(body, [], [], [{ id: 'c', start: at, end: at + 5 }]));
  expect(found.map((one) => (one.kind === 'rest' ? one.ids : []))).toEqual([[], ['c']]);
});

test('quotes between are folded with what surrounds them; a diff is called one', () => {
  const spoken = `${body}> ${paragraph('quoted', 1).trim()}\n${paragraph('fourth', 9)}`;
  const quoted = spoken.indexOf('> quoted');
  const end = spoken.indexOf('\n', quoted);
  const map = [{ start: quoted, end, depth: 1 }] as unknown as Parameters<typeof blocks>[1];
  const found = withRest(blocks(spoken, map, [], []));
  expect(shape(found)).toEqual(['own', 'text of 27']);
  const patch = `${paragraph('why', 9)}diff --git a/x b/x\n${'+ int a;\n- int b;\n'.repeat(20)}`;
  expect(shape(withRest(blocks(patch, [], [], [])))).toEqual(['own', 'diff of 41']);
});

test('a short end is not worth a fold', () => {
  const short = paragraph('first', 9) + paragraph('second', 1);
  expect(shape(withRest(blocks(short, [], [], [])))).toEqual(['own', 'own']);
});
