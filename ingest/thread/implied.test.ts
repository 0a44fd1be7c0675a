import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { impliedParents } from './implied.ts';

const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => MessageId.parse(`<${name}@x>`));
/** Links as letters, from lists of letters; `stated` are the links that messages state themselves. */
function implied(chains: readonly string[], stated: Readonly<Record<string, string>> = {}) {
  const index = (letter: string) => 'abcde'.indexOf(letter);
  const parent = new Int32Array(5).fill(-1);
  for (const [child, above] of Object.entries(stated)) parent[index(child)] = index(above);
  const links = impliedParents(
    chains.map((chain) => [...chain].map(index)),
    parent,
    ids,
  );
  return Object.fromEntries([...links].map(([child, above]) => ['abcde'[child], 'abcde'[above]]));
}

test('each id of a list is below the one before it, unless its message states a parent', () => {
  expect(implied(['abcd'])).toEqual({ b: 'a', c: 'b', d: 'c' });
  expect(implied(['abcd'], { c: 'e' })).toEqual({ b: 'a', d: 'c' });
});

test('most lists decide, of as many the id that comes first, and in any order', () => {
  const chains = ['bd', 'cd', 'cd', 'ae', 'be'];
  for (const some of fc.sample(fc.shuffledSubarray(chains, { minLength: 5 }), 20)) {
    expect(implied(some)).toEqual({ d: 'c', e: 'a' });
  }
});

test('where one candidate is above another, the lower one is the parent, whatever the votes', () => {
  expect(implied(['ad', 'ad', 'cd'], { c: 'b', b: 'a' })).toEqual({ d: 'c' });
  expect(implied(['bd', 'bd', 'cd'], { c: 'a', a: 'b' })).toEqual({ d: 'c' });
});
