import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Survival } from '../../data/schema/survival.ts';
import { gatherSurvival, readSurvivalPart, survivalPart, survivalPlanOf } from './survival-plan.ts';

const committed = Survival.parse(
  JSON.parse(readFileSync('data/survival/ext4-noauto_da_alloc-6.1.json', 'utf8')),
);
const plan = survivalPlanOf(process.cwd(), {
  command: committed.command,
  kernel: '6.1',
  disk: { fs: 'ext4', mkfs: '', options: 'noauto_da_alloc' },
  budget: 16,
  depth: 0,
  sequences: Array.from({ length: 9 }, (_, n) => [{ name: `${n}`, words: `write A n ${n + 1}` }]),
});
const texts = plan.parts.map((_, index) => JSON.stringify(survivalPart(plan, index, committed)));

test('every sequence is in one part, in order', () => {
  expect(plan.parts.flat()).toEqual(plan.sequences.map((_, index) => index));
  expect(plan.parts.length).toBeGreaterThan(1);
});

test('a part survives the way through text', () => {
  expect(readSurvivalPart(texts[1] ?? '', 'here').survival).toEqual(committed);
});

test.each([
  ['no JSON', 'no JSON', (text: string) => text.slice(1)],
  ['another shape', 'survival', (text: string) => text.replace('"survival"', '"survivor"')],
  ['another plan', 'changed', (text: string) => text.replace('"budget":16', '"budget":17')],
  ['another result', 'changed', (text: string) => text.replace(/"sha256":"./, '"sha256":"x')],
  [
    'a part that its plan has not',
    'has no part 9',
    (text: string) => text.replace('"index":1', '"index":9'),
  ],
])('%s is refused in words', (_, said, change) => {
  const text = texts[1] ?? '';
  expect(change(text)).not.toBe(text);
  expect(() => readSurvivalPart(change(text), 'here')).toThrow(said);
});

test('a missing part is named', () => {
  const [first] = texts.map((text) => readSurvivalPart(text, 'here'));
  expect(() => gatherSurvival(plan, first ? [first] : [])).toThrow('part 1 is missing');
});
