import { expect, test } from 'vitest';
import { cleanPage, type Machine, type Page } from '../fs/machine.ts';
import { allReductions } from './options.ts';
import { scenarioOf, startOf } from './scenario.ts';
import { stateKey } from './state-key.ts';

const options = { reductions: allReductions, budget: 1000 };
const machine = startOf(scenarioOf('append-pointer', { approach: 'fsync' }, options));

/** Each number of each list in turn, another one; and the list with one more. */
const otherLists = (list: readonly number[]) => [
  ...list.map((value, at) => list.with(at, value + 1)),
  [...list, 0],
];
const page: Page = cleanPage(7);
const pages: readonly (Page | null)[] = [
  page,
  null,
  { ...page, block: 8 },
  { ...page, blocks: 2 },
  ...(['writable', 'dirty', 'toWrite', 'locked'] as const).map((flag) => ({
    ...page,
    [flag]: true,
  })),
];
const step = { key: 'a', text: '', run: (m: Machine) => m };

test('two machines with different futures have different keys, whatever it is that differs', () => {
  const { promises } = machine;
  const others: Machine[] = [
    ...(
      ['buffers', 'dirty', 'fresh', 'revoked', 'busy', 'locks', 'sharers', 'pins'] as const
    ).flatMap((name) => otherLists(machine[name]).map((list) => ({ ...machine, [name]: list }))),
    ...(['logHead', 'logTail', 'sequence', 'sealed', 'pinned'] as const).map((name) => ({
      ...machine,
      [name]: machine[name] + 1,
    })),
    ...[[1, 2] as const, [2, 1] as const].map((entry) => ({ ...machine, logged: [entry] })),
    ...pages.map((one) => ({ ...machine, pages: machine.pages.with(0, one) })),
    ...[[step], [step, step], [{ ...step, key: 'b' }]].map((queue) => ({
      ...machine,
      queues: machine.queues.with(0, queue),
    })),
    ...(
      ['acceptable', 'written', 'latest', 'removal', 'instead', 'history', 'promised'] as const
    ).flatMap((name) =>
      otherLists(promises[name]).map((list) => ({
        ...machine,
        promises: { ...promises, [name]: list },
      })),
    ),
    { ...machine, promises: { ...promises, durable: promises.durable + 1 } },
  ];
  const keys = others.map((one) => stateKey(one));
  // The machine itself has the page that is absent: `null` stands once in both.
  expect(machine.pages[0]).toBeNull();
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => key === stateKey(machine))).toHaveLength(1);
});
