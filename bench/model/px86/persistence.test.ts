import { expect, test } from 'vitest';
import {
  cached,
  clflush,
  clwb,
  crashStates,
  drain,
  fence,
  ntstore,
  type PersistentMemory,
  persistentMemory,
  store,
} from './persistence.ts';

const states = (memory: PersistentMemory<number>) =>
  [...crashStates(memory).map((state) => state.join(','))].sort();
const zero = persistentMemory('adr', [0, 0]);

test('a crash leaves any version of each line, lines independently', () => {
  const memory = store(store(store(zero, 0, 1), 0, 2), 1, 1);
  expect(states(memory)).toEqual(['0,0', '0,1', '1,0', '1,1', '2,0', '2,1']);
  expect([...crashStates(memory)].length).toBe(6);
  expect(cached(memory, 0)).toBe(2);
});

test('CLFLUSH settles its line alone', () => {
  expect(states(clflush(store(store(zero, 0, 1), 1, 1), 0))).toEqual(['1,0', '1,1']);
});

test('CLWB settles nothing until its own actor fences', () => {
  const begun = clwb(store(zero, 0, 1), 0, 1);
  expect(states(begun)).toEqual(['0,0', '1,0']);
  expect(states(fence(begun, 0))).toEqual(['0,0', '1,0']);
  expect(states(fence(begun, 1))).toEqual(['1,0']);
});

test('a fence does not wait for stores that came after the CLWB', () => {
  const memory = fence(store(clwb(store(zero, 0, 1), 0), 0, 2));
  expect(states(memory)).toEqual(['1,0', '2,0']);
});

test("one actor's fence leaves the other's write-back of a later version awaited", () => {
  const both = clwb(store(clwb(store(zero, 0, 1), 0, 0), 0, 2), 0, 1);
  const first = fence(both, 0);
  expect(states(first)).toEqual(['1,0', '2,0']);
  expect(states(fence(first, 1))).toEqual(['2,0']);
});

test('under eADR what reached the cache has persisted; a non-temporal store still needs a fence', () => {
  const memory = persistentMemory('eadr', [0, 0]);
  expect(states(store(memory, 0, 1))).toEqual(['1,0']);
  const combined = ntstore(memory, 1, 1);
  expect(states(combined)).toEqual(['0,0', '0,1']);
  expect(states(fence(combined))).toEqual(['0,1']);
});

test('a drained write-combining buffer is on media at once', () => {
  expect(states(drain(store(zero, 0, 1), 0, 2))).toEqual(['2,0']);
});

test('a line that does not exist is our bug and says so', () => {
  expect(() => store(zero, 2, 1)).toThrow('no cache line 2 among 2');
});
