import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runId } from '../../data/schema/hash.ts';
import { contentOf } from '../evidence/runs/content-of.ts';
import type { Finished } from '../evidence/runs/run-model.ts';
import { runOn } from '../evidence/runs/run-on.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { optionsOf } from '../substrate/fixture/options.ts';
import { gather } from './gather.ts';
import { doPart, formatPart, type Part, readPart } from './part.ts';
import { type Plan, planOf } from './plan.ts';

const root = process.cwd();
const options = {
  ...optionsOf(root),
  quick: true,
  command: './warrant bench run append-pointer --substrate model --quick',
};

describe('parts gathered', () => {
  let plan: Plan;
  let alone: Finished;
  let parts: Part[];
  beforeAll(async () => {
    const experiment = loadExperiment('append-pointer', root, root);
    plan = planOf(root, { experiment, substrate: 'model', quick: true, command: options.command });
    alone = await runOn(experiment, 'model', options);
    parts = [];
    for (const index of plan.parts.keys()) parts.push(await doPart(plan, index, options));
  });

  test('in any order, with any of them twice, are the run that one machine makes', () => {
    const orders = fc.shuffledSubarray([0, 1, 2], { minLength: 0 }).chain((twice) =>
      fc.shuffledSubarray([...plan.parts.keys(), ...twice], {
        minLength: plan.parts.length + twice.length,
      }),
    );
    fc.assert(
      fc.property(orders, (order) => {
        const arrived = order.flatMap((index) => parts[index] ?? []);
        const { run, traces } = gather(plan, arrived);
        expect(contentOf(run)).toBe(contentOf(alone.run));
        expect(runId(run)).toBe(run.id);
        expect(traces.map(({ id }) => id)).toEqual(alone.traces.map(({ id }) => id));
      }),
    );
  });

  test('without one of them are refused by its number', () => {
    expect(() => gather(plan, parts.slice(1))).toThrow(/1 of 6 parts are missing \(0\)/);
  });

  test('of which one is dead keep the others, and its settings are lost with the reason', () => {
    const { run } = gather(plan, parts.slice(1), new Map([[0, 'no machine could']]));
    expect(run.lost).toEqual(
      plan.parts[0]?.map((conditions) => ({ conditions, why: 'no machine could' })),
    );
    const kept = parts.slice(1).flatMap(({ run: one }) => one.explorations);
    expect(run.explorations).toEqual(kept);
  });

  test('of which all are dead are no run', () => {
    const dead = new Map([...plan.parts.keys()].map((index) => [index, 'no machine could']));
    expect(() => gather(plan, [], dead)).toThrow('no machine could');
  });

  test('made with different tools are refused, both named', () => {
    const [first, ...rest] = parts;
    if (!first) throw new Error('no parts');
    const { manifest } = first.run;
    const other = { ...manifest, tools: { ...manifest.tools, node: 'v0.0.1' } };
    const foreign = { ...first, run: { ...first.run, manifest: other } };
    expect(() => gather(plan, [foreign, ...rest])).toThrow(
      /part 0 was made with node v0\.0\.1, part 1 with v/,
    );
  });

  test('survive the way through text', () => {
    for (const part of parts) expect(readPart(formatPart(part), 'x')).toEqual(part);
  });

  test.each([
    [
      'a sample',
      (part: Part) => ({
        ...part,
        run: { ...part.run, measurements: [] as never[], explorations: [] as never[] },
      }),
      /the run r-\w+ was changed/,
    ],
    [
      'its plan',
      (part: Part) => ({ ...part, plan: { ...part.plan, quick: false } }),
      /the plan p-\w+ was changed/,
    ],
    ['its number', (part: Part) => ({ ...part, index: 99 }), /has no part 99/],
  ])('with %s changed on the way are refused', (_, change, reason) => {
    const [part] = parts;
    if (!part) throw new Error('no parts');
    expect(() => readPart(formatPart(change(part)), 'x')).toThrow(reason);
  });
});
