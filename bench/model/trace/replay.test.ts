import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Experiment } from '../../../data/schema/experiment.ts';
import { traceId } from '../../../data/schema/hash.ts';
import { Trace } from '../../../data/schema/trace.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { allReductions } from '../explore/options.ts';
import { scenarioOf } from '../explore/scenario.ts';
import { breakOf, without } from '../explore/shrink.ts';
import { crashInvariants } from '../invariant/oracle.ts';
import { replay } from './replay.ts';

const folder = process.env['WARRANT_TEST_TRACES'] ?? 'data/traces';
const committed = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => Trace.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));

const experimentOf = ({ experiment }: Trace) =>
  readYaml(`data/experiments/${experiment}.yaml`, Experiment);
const ofCrashes = committed.filter(({ breach }) => breach !== undefined);

test('every committed trace replays: its steps can be taken and its breach is reached', () => {
  expect(ofCrashes.length).toBeGreaterThan(100);
  for (const trace of committed) {
    expect(traceId(replay(trace, experimentOf(trace)))).toBe(trace.id);
  }
});

/** By the texts alone, as a reader would: nothing of the model is asked. */
describe('what an exhibit presupposes stands in its steps', () => {
  test('an order is one between stores: the earlier was stored and taken for durable before', () => {
    const ordering = committed.filter(({ invariant }) => invariant === 'ordering');
    expect(ordering.length).toBeGreaterThan(10);
    for (const { id, summary, steps } of ordering) {
      const [, later, value, block] =
        /has (\d+), stored after (\d+) in (block .*) was taken/.exec(summary) ?? [];
      const at = (pattern: RegExp) => steps.findLastIndex(({ text }) => pattern.test(text));
      const stored = at(new RegExp(`stores ${value} in ${block}`));
      const durable = at(new RegExp(`takes .*${block}\\b.* for durable`));
      const pointed = at(new RegExp(`stores ${later} in `));
      expect([id, 0 <= stored && stored < durable && durable < pointed]).toEqual([id, true]);
    }
  });

  test('what is lost was stored and taken for durable', () => {
    const lost = committed.filter(({ invariant }) => invariant === 'acknowledged-survives');
    expect(lost.length).toBeGreaterThan(10);
    for (const { id, summary, steps } of lost) {
      const [, block, value] = /^B(lock .*) reads .* took (\d+) for durable/.exec(summary) ?? [];
      const at = (pattern: RegExp) => steps.findIndex(({ text }) => pattern.test(text));
      const stored = at(new RegExp(`stores ${value} in b${block}`));
      const durable = at(new RegExp(`takes .*b${block}\\b.* for durable`));
      expect([id, 0 <= stored && stored < durable]).toEqual([id, true]);
    }
  });
});

test('no action that is kept can be left out of a committed trace', () => {
  for (const trace of ofCrashes) {
    const { budget, workload } = experimentOf(trace);
    const how = { reductions: allReductions, budget };
    const whole = scenarioOf(workload, trace.conditions, how);
    const invariant = (crashInvariants as readonly string[]).indexOf(trace.invariant ?? '');
    for (const smaller of without(trace.breach?.kept ?? [])) {
      expect([trace.id, breakOf(whole, smaller, invariant, how)?.kept]).toEqual([
        trace.id,
        undefined,
      ]);
    }
  }
});
