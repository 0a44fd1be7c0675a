import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { traceId } from '../../../data/schema/hash.ts';
import { Trace } from '../../../data/schema/trace.ts';
import { readCatalogue } from '../catalogue.ts';
import { writeTrace } from '../runs/run-store.ts';
import { checkTraces } from './check-traces.ts';

const catalogue = readCatalogue(process.cwd());
const root = mkdtempSync(join(tmpdir(), 'warrant-traces-'));
afterAll(() => rmSync(root, { recursive: true }));

const traces = readdirSync('data/traces').map((name) =>
  Trace.parse(JSON.parse(readFileSync(join('data/traces', name), 'utf8'))),
);
const ordering = traces.find(
  ({ invariant, conditions }) => invariant === 'ordering' && conditions['metadata'] === 'wal',
);
if (!ordering?.breach) throw new Error('no committed trace breaks an order under a log');
const { breach, steps } = ordering;

/** What `check` says of a project whose only trace is the committed one, changed. */
function said(change: Partial<Trace>) {
  const { id: _, ...content } = { ...ordering, ...change } as Trace;
  rmSync(join(root, 'data'), { recursive: true, force: true });
  mkdirSync(join(root, 'data/traces'), { recursive: true });
  const id = traceId(content);
  writeTrace(join(root, 'data/results'), { ...content, id });
  return checkTraces(root, catalogue).map(({ file, what }) => {
    expect(file).toBe(`data/traces/${id}.json`);
    return what;
  });
}

test('the committed trace is in order', () => expect(said({})).toEqual([]));

test('a vacuous trace: the store that the order starts from was left out', () => {
  const from = breach.presupposes.find(({ event }) => event === 'durable')?.step ?? 0;
  const [[, , ...later] = [], ...others] = breach.kept;
  const vacuous = steps.slice(from + 1).map((step, index) => ({ ...step, index }));
  expect(
    said({ steps: vacuous, breach: { ...breach, kept: [later, ...others], presupposes: [] } }),
  ).toEqual([expect.stringMatching(/does not replay/)]);
});

test.each([
  ['another block', { breach: { ...breach, cells: [{ block: 'block -1 of file -1', reads: 0 }] } }],
  ['no breach', { breach: undefined }],
  ['a step less', { steps: steps.filter(({ index }) => index !== 3) }],
  ['other conditions', { conditions: { ...ordering.conditions, faultSync: true } }],
  ['another experiment', { experiment: 'no-such-experiment' as Trace['experiment'] }],
  ['a sentence that nobody wrote', { summary: 'Block -1 of file -1 reads zeros.' }],
] satisfies [string, Partial<Trace>][])('%s is found', (_, change) => {
  expect(said(change)).toHaveLength(1);
});
