import { expect, test } from 'vitest';
import { reachable } from './graph.ts';
import { allReductions } from './options.ts';
import { scenarioOf, startOf } from './scenario.ts';

test('a budget of as many machines as there are covers them all; a smaller one is used up and said', () => {
  const options = { reductions: allReductions, budget: 1_000 };
  const start = startOf(scenarioOf('append-pointer', { approach: 'fsync' }, options));
  const whole = reachable(start, allReductions, 1_000);
  const count = whole.nodes.length;
  expect(whole.complete).toBe(true);
  expect(reachable(start, allReductions, count)).toMatchObject({
    complete: true,
    nodes: { length: count },
  });
  for (const budget of [count - 1, 2]) {
    expect(reachable(start, allReductions, budget)).toMatchObject({
      complete: false,
      nodes: { length: budget },
    });
  }
});
