import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '../../../data/schema/run.ts';
import { catalogue, explored, hypothesis, measured, run } from '../fixture/planted.ts';
import { changeOf } from './change.ts';
import { judgeAll } from './judge-all.ts';

function verdictOn(predicate: string, runs: readonly Run[], scope: 'model' | 'guest' = 'model') {
  const asked = hypothesis(predicate, { scopes: [scope] });
  const [verdict] = judgeAll(catalogue(asked), runs);
  if (!verdict) throw new Error('no verdict');
  return verdict;
}

const survival = 'holds(acknowledged-survives)';
const less = 'latency[approach = map-sync] < latency[approach = fsync]';

test('every case for is support, every case against refutes, none is untested', () => {
  const of = (...held: readonly boolean[]) =>
    run({ explorations: held.map((holds, batch) => explored({ batch }, holds)) });
  expect(verdictOn(survival, [of(true, true)]).verdict).toBe('supported');
  expect(verdictOn(survival, [of(false, false)]).verdict).toBe('refuted');
  expect(verdictOn(survival, []).verdict).toBe('untested');
  expect(verdictOn(survival, [run()]).verdict).toBe('untested');
});

test('a case whose control is not met is open, whatever its predicate came to', () => {
  const [asked, known] = [hypothesis('flushes < 4'), catalogue(hypothesis('flushes < 4'))];
  const [experiment] = known.experiments.values();
  if (!experiment) throw new Error('the planted catalogue has an experiment');
  const controlled = {
    ...known,
    experiments: new Map([[experiment.id, { ...experiment, requires: 'written > 0' }]]),
  };
  const runs = [
    run({
      measurements: [1, 2].flatMap((batch) => [
        measured('flushes', { batch }, [3]),
        measured('written', { batch }, [2 - batch]),
      ]),
    }),
  ];
  const [verdict] = judgeAll(controlled, runs);
  expect(asked.id).toBe(verdict?.hypothesis);
  expect(verdict?.cases.map(({ when, outcome }) => [when['batch'], outcome])).toEqual([
    [1, 'for'],
    [2, 'open'],
  ]);
  expect(verdict?.cases[1]?.note).toContain('the control is not met: written > 0');
});

test('a setting that was lost opens its cases, and none that another run measured', () => {
  const why = 'the program ended with 1';
  const held = run({
    explorations: [
      explored({ approach: 'fsync', batch: 1 }, true),
      explored({ approach: 'fsync', batch: 2 }, true),
      explored({ approach: 'map-sync', batch: 2 }, true),
    ],
  });
  const lost = (approach: string, batch: number) => ({ conditions: { approach, batch }, why });
  const outcomes = (predicate: string, runs: readonly Run[]) =>
    judgeAll(catalogue(hypothesis(predicate)), runs)[0]?.cases.map(({ when, outcome, note }) => [
      when['approach'] ?? '',
      when['batch'],
      outcome,
      note.includes(why),
    ]);
  const without = { ...held, lost: [lost('map-sync', 1)] };
  expect(outcomes(survival, [without])).toEqual([
    ['fsync', 1, 'for', false],
    ['fsync', 2, 'for', false],
    ['map-sync', 1, 'open', true],
    ['map-sync', 2, 'for', false],
  ]);
  // What quantifies over approaches has seen only some of them.
  const every = 'every approach: holds(acknowledged-survives)';
  expect(outcomes(every, [without])).toEqual([
    ['', 1, 'open', true],
    ['', 2, 'for', false],
  ]);
  expect(outcomes(every, [{ ...held, lost: [lost('map-sync', 2)] }])).toEqual([
    ['', 1, 'for', false],
    ['', 2, 'for', false],
  ]);
});

test('mixed cases are conditional and name the condition', () => {
  const cases = ['wal', 'in-place'].flatMap((metadata) =>
    [1, 2].map((batch) => explored({ metadata, batch }, metadata === 'wal')),
  );
  const verdict = verdictOn(survival, [run({ explorations: cases })]);
  expect(verdict.verdict).toBe('conditional');
  expect(verdict.split).toEqual([
    { when: { metadata: 'in-place' }, verdict: 'refuted' },
    { when: { metadata: 'wal' }, verdict: 'supported' },
  ]);
  expect(verdict.states).toBe(40);
  expect(verdict.because).toContain('metadata decides which');
});

test('support with a gap in it is inconclusive and says where', () => {
  const verdict = verdictOn(survival, [
    run({ explorations: [explored({ batch: 1 }, true), explored({ batch: 2 }, true, false)] }),
  ]);
  expect(verdict.verdict).toBe('inconclusive');
  expect(verdict.because).toContain('ended at its budget');
});

test('scopes never mix: evidence of one scope changes no verdict of another', () => {
  const holds = (substrate: 'model' | 'guest', value: boolean) =>
    run({ substrate, explorations: [explored({ batch: 1 }, value)] });
  const both = [holds('model', true), holds('guest', false)];
  expect(verdictOn(survival, both, 'model').verdict).toBe('supported');
  expect(verdictOn(survival, both, 'guest').verdict).toBe('refuted');
});

test('a run with other tools supersedes the settings it repeats, and those alone', () => {
  const old = run({
    explorations: [explored({ batch: 1 }, false), explored({ batch: 2 }, true)],
    tools: { model: '1' },
  });
  const mended = run({
    explorations: [explored({ batch: 1 }, true)],
    tools: { model: '2' },
    startedAt: '2026-01-02T00:00:00.000Z',
  });
  const verdict = verdictOn(survival, [mended, old]);
  expect(verdict.verdict).toBe('supported');
  expect(verdict.evidence.map(({ run: id }) => id).sort()).toEqual([mended.id, old.id].sort());
});

const samples = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });
const latencies = fc.tuple(samples, samples).map(
  ([fast, slow]) =>
    (startedAt: string) =>
      run({
        substrate: 'guest',
        startedAt,
        measurements: [
          measured('latency', { approach: 'map-sync' }, fast),
          measured('latency', { approach: 'fsync' }, slow),
        ],
      }),
);

test('more of the same evidence never turns a verdict around, nor changes it without a reason', () => {
  const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
  fc.assert(
    fc.property(latencies, fc.integer({ min: 1, max: 4 }), (again, times) => {
      const before = verdictOn(less, [again(day(1))], 'guest');
      const repeats = Array.from({ length: times }, (_, index) => again(day(index + 2)));
      const after = verdictOn(less, [again(day(1)), ...repeats], 'guest');
      const turned: Record<string, string> = { supported: 'refuted', refuted: 'supported' };
      expect(after.verdict).not.toBe(turned[before.verdict]);
      if (after.verdict !== before.verdict) {
        expect(changeOf(before, after)).toContain(`${before.verdict} became ${after.verdict}`);
      }
    }),
    { numRuns: 30 },
  );
});

test('the order in which runs are read changes nothing', () => {
  const runs = [1, 2, 3].map((batch) =>
    run({
      explorations: [explored({ batch }, batch !== 2)],
      startedAt: `2026-01-0${batch}T00:00:00.000Z`,
    }),
  );
  const expected = verdictOn(survival, runs);
  fc.assert(
    fc.property(fc.shuffledSubarray(runs, { minLength: 3 }), (shuffled) => {
      expect(verdictOn(survival, shuffled)).toEqual(expected);
    }),
  );
});

test('the effect of a verdict is that of its weakest case', () => {
  const of = run({
    measurements: [
      measured('latency', { approach: 'map-sync', batch: 1 }, [10]),
      measured('latency', { approach: 'fsync', batch: 1 }, [100]),
      measured('latency', { approach: 'map-sync', batch: 2 }, [90]),
      measured('latency', { approach: 'fsync', batch: 2 }, [100]),
    ],
  });
  expect(verdictOn(less, [of]).effect).toMatchObject({ metric: 'latency', estimate: 0.9 });
});

test('a case names the rows that its predicate selected, and the quotient of its two sides', () => {
  const of = run({
    substrate: 'guest',
    measurements: [
      measured('flushes', { approach: 'map-sync', batch: 1 }, [3]),
      measured('latency', { approach: 'fsync', batch: 1 }, [8, 8, 8, 8, 8, 8]),
      measured('latency', { approach: 'map-sync', batch: 1 }, [2, 2, 2, 2, 2, 2]),
      measured('latency', { approach: 'other', batch: 1 }, [1, 1, 1, 1, 1, 1]),
    ],
  });
  const [only] = verdictOn(less, [of], 'guest').cases;
  expect(only?.rows).toEqual([{ run: of.id, measurements: [1, 2], explorations: [] }]);
  expect(only?.quotient).toEqual({ estimate: 0.25, low: 0.25, high: 0.25 });
});
