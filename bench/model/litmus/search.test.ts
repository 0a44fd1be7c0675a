import { expect, test } from 'vitest';
import { explore } from './explore.ts';
import { parseLitmus } from './parse.ts';

/** `threads` threads, each with `flushes` stores and write-backs to lines of its own and a commit word. */
function disjoint(threads: number, flushes: number): string {
  const thread = (t: number) => [
    'thread',
    ...Array.from({ length: flushes }, (_, i) => `store x${t}_${i} 1\nclwb x${t}_${i}`),
    `sfence\nstore c${t} 1`,
  ];
  const all = Array.from({ length: threads }, (_, t) => thread(t).join('\n'));
  return `litmus "disjoint"\n${all.join('\n')}\nobserve ${all.map((_, t) => `c${t}`).join(' ')}`;
}

test('threads that share no line run in one order only', () => {
  for (const threads of [1, 2, 5, 8]) {
    const { states, executions, steps } = explore(parseLitmus(disjoint(threads, 3)));
    expect(states).toHaveLength(2 ** threads);
    expect(executions).toBe(1);
    expect(steps).toBe(8 * threads);
  }
});

test('writers that take turns at one word cost as many executions as they have orders', () => {
  const writer = (t: number) =>
    `thread\nstore record${t} 1\nclwb record${t}\nsfence\nxchg r tail ${t}\nclwb tail\nsfence\nstore done${t} 1`;
  const text = `litmus "log"\n${[1, 2, 3].map(writer).join('\n')}\nobserve tail done1 done2 done3`;
  const { complete, executions, states } = explore(parseLitmus(text));
  expect(complete).toBe(true);
  // Each exchange and each write-back of the tail line can come before or after the others' exchanges.
  expect(executions).toBeLessThan(100);
  // Whoever is done has a tail on media that is his or a later one's.
  expect(states.filter(([tail = 0, ...done]) => tail === 0 && done.includes(1))).toEqual([]);
});
