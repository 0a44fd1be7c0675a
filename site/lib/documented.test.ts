import { describe, expect, test } from 'vitest';
import type { CrashPromise } from '../../data/schema/crash-promise.ts';
import type { SequenceSurvival, Survival } from '../../data/schema/survival.ts';
import { holdsFor, kept } from './documented.ts';
import { noOutcomes } from './fixture/no-outcomes.ts';

const promise = (pattern: CrashPromise['pattern']): CrashPromise => ({
  fs: 'ext4',
  pattern,
  unless: ['noauto_da_alloc'],
  with: [],
  words: '',
  source: '',
  url: 'https://example.org/',
});
const sequence = (
  operations: string[],
  prefixes: string[],
  states: string[],
): SequenceSurvival => ({
  operations,
  prefixes,
  crashPoints: 1,
  images: 1,
  complete: true,
  outcomes: noOutcomes,
  found: states.map((state) => ({ state, prefix: null, after: [] })),
  broken: [],
});
const survival = (options: string, ...sequences: SequenceSurvival[]): Survival => ({
  schemaVersion: 1,
  kernel: '6.1',
  fs: 'ext4',
  mkfs: '',
  options,
  tearing: 4096,
  budget: 64,
  command: 'test',
  tools: {},
  sequences,
  refused: [],
});
const replacing = (...states: string[]) =>
  sequence(['write B n 8', 'rename B A'], ['A:1:o8', 'A:1:o8 B:1:n8', 'A:1:n8'], states);

describe('what documentation promises', () => {
  test.each([
    ['old, both and new', ['A:1:o8', 'A:1:o8 B:1:-', 'A:1:n8'], []],
    ['an empty file in place of the old one', ['A:1:-'], ['A:1:-']],
    ['neither the old nor the new', ['B:1:n8'], ['B:1:n8']],
  ])('a file replaced by rename: %s', (_, states, broken) => {
    const found = kept(promise('replace-by-rename'), survival('', replacing(...states)));
    expect(found.sequences).toBe(1);
    expect(found.broken.map(({ state }) => state)).toEqual(broken);
  });

  test('a rename to a new name replaces nothing', () => {
    const named = sequence(['rename C to B'], ['C:1:c8', 'B:1:c8'], ['nothing']);
    expect(kept(promise('replace-by-rename'), survival('', named)).sequences).toBe(0);
  });

  test.each([
    ['both or later', [{ state: 'A:1:- C:1:c8', prefix: null, after: [1, 2] }], []],
    ['none before it returned', [{ state: 'C:1:c8', prefix: 0, after: [0] }], []],
    ['none although it returned', [{ state: 'C:1:c8', prefix: 0, after: [0, 1] }], ['C:1:c8']],
    ['none after all was committed', [{ state: 'C:1:c8', prefix: 0, after: [3] }], ['C:1:c8']],
  ])('names at return: %s', (_, found, broken) => {
    const made = { ...sequence(['write A n 8'], ['C:1:c8', 'A:1:n8 C:1:c8'], []), found };
    const kept_ = kept(promise('names-at-return'), survival('wsync', made));
    expect([kept_.sequences, kept_.broken.map(({ state }) => state)]).toEqual([1, broken]);
  });

  test('names that nobody changes are not asked for', () => {
    const same = sequence(['append A n 8'], ['A:1:o8', 'A:1:o8n8'], ['nothing']);
    expect(kept(promise('names-at-return'), survival('wsync', same)).sequences).toBe(0);
  });

  test('holds only with its options', () => {
    const made = { ...promise('names-at-return'), with: ['wsync'] };
    expect(holdsFor(made, survival('wsync,noatime', replacing()))).toBe(true);
    expect(holdsFor(made, survival('', replacing()))).toBe(false);
  });

  test('holds unless an option takes it back', () => {
    const made = promise('replace-by-rename');
    expect(holdsFor(made, survival('', replacing()))).toBe(true);
    expect(holdsFor(made, survival('noauto_da_alloc', replacing()))).toBe(false);
    expect(holdsFor({ ...made, fs: 'btrfs' }, survival('', replacing()))).toBe(false);
  });
});
