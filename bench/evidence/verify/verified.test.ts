import { expect, test } from 'vitest';
import type { HypothesisId } from '../../../data/schema/ids.ts';
import type { Run } from '../../../data/schema/run.ts';
import { catalogue, hypothesis, measured, run } from '../fixture/planted.ts';
import { judgeAll } from '../verdict/judge-all.ts';
import { reportHtml } from './report-html.ts';
import { verdictLine } from './report-json.ts';
import { verified } from './verified.ts';

const asked = hypothesis('flushes <= 4');
const known = catalogue(asked);
const flushes = (figures: Readonly<Record<number, number>>, startedAt: string) =>
  run({
    startedAt,
    measurements: Object.entries(figures).map(([batch, count]) =>
      measured('flushes', { batch: Number(batch) }, [count]),
    ),
  });
const committed = flushes({ 1: 3, 2: 4 }, '2026-01-01T00:00:00.000Z');
const [published = null] = judgeAll(known, [committed]);

const repeat = (fresh: Run) =>
  verified(
    asked,
    'model',
    known,
    [committed],
    { kind: 'ran', run: fresh, earlier: false },
    published,
  );
const later = '2026-02-01T00:00:00.000Z';

test('the same figures hold, in full and in part', () => {
  expect(repeat(flushes({ 1: 3, 2: 4 }, later))).toMatchObject({
    status: 'holds',
    rerun: { cases: 2, of: 2 },
  });
  expect(repeat(flushes({ 1: 3 }, later))).toMatchObject({
    status: 'holds',
    rerun: { cases: 1, of: 2 },
    verdict: { verdict: 'supported' },
  });
});

test('where nothing was repeated, nothing is said to hold', () => {
  expect(repeat(flushes({}, later))).toMatchObject({
    status: 'not repeated',
    why: 'none of its 2 cases was repeated',
    rerun: { cases: 0, of: 2 },
  });
});

test('other figures that change no answer hold and are told', () => {
  const { status, why } = repeat(flushes({ 1: 2 }, later));
  expect(status).toBe('holds');
  expect(why).toContain('figures differ in 1');
});

test('a figure beyond the line differs, and the case is named', () => {
  const { status, why } = repeat(flushes({ 2: 5 }, later));
  expect(status).toBe('differs');
  expect(why).toContain('batch = 2 was for and is against');
});

test('what this machine cannot run keeps its published verdict and says why', () => {
  const answer = verified(
    asked,
    'guest',
    known,
    [],
    { kind: 'cannot', why: 'qemu is not installed' },
    published,
  );
  expect(answer).toMatchObject({ status: 'cannot run here', why: 'qemu is not installed' });
  expect(answer.verdict.verdict).toBe('supported');
});

test('a line begins with the members that other programs rely on', () => {
  const line = verdictLine(repeat(committed));
  expect(Object.keys(line).slice(0, 7)).toEqual([
    'hypothesis',
    'claims',
    'scope',
    'verdict',
    'conditions',
    'evidence',
    'reproduce',
  ]);
});

test('the report escapes what it shows', () => {
  const answer = repeat(committed);
  const named = { ...answer.verdict, hypothesis: '<script>' as HypothesisId };
  const page = reportHtml([{ ...answer, verdict: named }], {
    command: '',
    revision: '',
    dirty: false,
    seed: 0,
    machine: {},
    tools: {},
  });
  expect(page).not.toContain('<script>');
});
