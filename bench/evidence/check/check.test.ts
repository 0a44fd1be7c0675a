import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explored, hypothesis, measured, run } from '../fixture/planted.ts';
import { plantedProject } from '../fixture/project.ts';
import { checkEvidence } from './check.ts';

const committed = run({
  explorations: [explored({ batch: 1 }, true)],
  measurements: [measured('flushes', { batch: 1 }, [3])],
});
const planted = () => plantedProject([hypothesis('flushes < 4')], [committed]);
const edit = (root: string, name: string, from: string | RegExp, to: string) => {
  const file = join(root, name);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
};
const runPath = `data/results/e/model/${committed.id}.json`;

test('what was committed and published is in order', () => {
  expect(checkEvidence(planted())).toEqual([]);
});

test('one tampered sample is found, and its file named', () => {
  const root = planted();
  edit(root, runPath, '"samples":[3]', '"samples":[2]');
  expect(checkEvidence(root)).toContainEqual(
    expect.objectContaining({ file: runPath, what: expect.stringContaining('was changed') }),
  );
});

test.each([
  ['a manifest', runPath, '"seed":1', '"seed":2', runPath],
  ['a cut file', runPath, /"measurements".*/s, '', runPath],
  ['a verdict', 'data/verdicts/h.json', '"supported"', '"refuted"', 'data/verdicts/h.json'],
  ['a case', 'data/verdicts/h.json', '"left":3', '"left":4', 'data/verdicts/h.json'],
  ['a predicate', 'data/hypotheses/h.yaml', '< 4', '< 3', 'data/verdicts/h.json'],
  ['a metric', 'data/hypotheses/h.yaml', 'flushes <', 'flashes <', 'data/hypotheses/h.yaml'],
  ['a claim', 'data/hypotheses/h.yaml', 'c-0000', 'c-1111', 'data/hypotheses/h.yaml'],
  ['a review', 'data/hypotheses/h.yaml', 'review: r', 'review: s', 'data/hypotheses/h.yaml'],
  ['YAML', 'data/hypotheses/h.yaml', 'review: r', 'review: [', 'data/hypotheses/h.yaml'],
])('%s changed in %s is found', (_, name, from, to, named) => {
  const root = planted();
  edit(root, name, from, to);
  expect(checkEvidence(root).map(({ file }) => file)).toContain(named);
});

test('of a hypothesis that cannot be read one thing is said, and nothing of runs that are in order', () => {
  const root = planted();
  edit(root, 'data/hypotheses/h.yaml', /^review: .*\n/m, '');
  const found = checkEvidence(root).filter(({ what }) => !/history|names/.test(what));
  expect(found.map(({ file, what }) => `${file}: ${what}`)).toEqual([
    expect.stringMatching(/^data\/hypotheses\/h\.yaml: review: missing/),
  ]);
});

test('a run that is gone leaves its verdict without evidence', () => {
  const root = planted();
  rmSync(join(root, runPath));
  expect(checkEvidence(root).map(({ file }) => file)).toEqual([
    'data/verdicts/h.json',
    'data/verdicts/h.json',
    'data/rulings/r.json',
  ]);
});

test('a ruling that does not recompute is found, and its claim named', () => {
  const root = planted();
  edit(root, 'data/rulings/r.json', '"word":"holds"', '"word":"fails"');
  expect(checkEvidence(root)).toEqual([
    expect.objectContaining({
      file: 'data/rulings/r.json',
      what: expect.stringContaining(
        'ruling on c-000000000000 does not recompute: fails is published, holds follows',
      ),
    }),
  ]);
});

test('an edge turned round leaves a ruling that does not recompute', () => {
  const root = planted();
  edit(root, 'data/hypotheses/h.yaml', 'bears: for', 'bears: against');
  expect(checkEvidence(root).map(({ file }) => file)).toEqual(['data/rulings/r.json']);
});

test.each([
  ['without signs', /claims:\n(?: +.*\n)*?(?=sanity)/, 'claims: [c-000000000000]\n'],
  ['with a sign that is none', 'bears: for', 'bears: perhaps'],
  ['that counts although true by construction', 'sanity: false', 'sanity: true'],
])('a hypothesis %s is found, and its file named', (_, from, to) => {
  const root = planted();
  edit(root, 'data/hypotheses/h.yaml', from, to);
  expect(checkEvidence(root).map((found) => found.file)).toContain('data/hypotheses/h.yaml');
});

test('a counterexample without its trace is found', () => {
  const broken = run({
    explorations: [{ ...explored({ batch: 1 }, false), counterexample: 'x-000000000000' as never }],
  });
  const root = plantedProject([], [broken]);
  expect(checkEvidence(root)[0]?.what).toContain('trace x-000000000000 is not in data/traces');
});

test('the project itself is in order', () => {
  expect(readdirSync('data/hypotheses').length).toBeGreaterThan(0);
  expect(checkEvidence(process.cwd()).filter(({ note }) => !note)).toEqual([]);
});
