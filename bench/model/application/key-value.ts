import { chunks } from '../../../data/schema/chunks.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { pageBytes } from '../fs/page.ts';
import { oneOf } from '../workload/setting.ts';
import type { Act, Part } from './act.ts';
import { type Application, numberOf } from './application.ts';
import { LeafTree } from './leaf-tree.ts';
import { zipf } from './zipf.ts';

const pages = 200;
const operations = 1000;

/** Share of updates among the operations, per cent; `load` is nothing but inserts of new keys. */
const updates = { load: 100, 'ycsb-a': 50, 'ycsb-b': 5, 'ycsb-f': 50 } as const;
type Mix = keyof typeof updates;

/**
 * A key-value store under the mixes of YCSB (Cooper et al., SoCC 2010) whose operations need
 * durability: A updates half, B one in twenty, F reads, modifies and writes half; `load` fills the
 * empty store. Keys are drawn by Zipf's law and scattered, values have `size` bytes. Every `batch`
 * operations are one point of durability: all slots first, then all headers.
 */
export const keyValue: Application = {
  layout: () => ({ files: 1, pages, blocks: pages + 40, creates: false }),
  *acts(setting, random) {
    const mix = oneOf(setting, 'mix', Object.keys(updates) as Mix[], 'ycsb-a');
    const size = numberOf(setting, 'size');
    const tree = new LeafTree(size, pages);
    const records = Math.floor((pages * pageBytes) / size / 4);
    const order = shuffled(records, random);
    if (mix === 'load') {
      yield { kind: 'measure' };
      yield* inBatches(tree, order, numberOf(setting, 'batch'), size);
      return;
    }
    yield* inBatches(tree, order, 16, size);
    yield { kind: 'measure' };
    yield* mixed(tree, mix, order, setting, random);
  },
};

function* mixed(
  tree: LeafTree,
  mix: Mix,
  keys: readonly number[],
  setting: Conditions,
  random: (below: number) => number,
): Generator<Act> {
  const next = zipf(keys.length, random);
  const batch = numberOf(setting, 'batch');
  let written: number[] = [];
  for (let operation = 1; operation <= operations; operation++) {
    const key = keys[next()] ?? 0;
    const update = random(100) < updates[mix];
    if (!update || mix === 'ycsb-f') yield { kind: 'read', loads: tree.linesPerLookup };
    if (update) written.push(key);
    if (operation % batch !== 0) continue;
    yield* commit(tree, written, numberOf(setting, 'size'));
    written = [];
  }
}

function* inBatches(
  tree: LeafTree,
  keys: readonly number[],
  batch: number,
  size: number,
): Generator<Act> {
  for (const some of chunks(keys, batch)) yield* commit(tree, some, size);
}

/** Every update counts as one durable operation; a batch of none has nothing to wait for. */
function* commit(tree: LeafTree, keys: readonly number[], size: number): Generator<Act> {
  if (keys.length === 0) return;
  const slots: Part[] = [];
  const headers = new Map<number, Part>();
  for (const key of new Set(keys)) {
    const { slot, header } = yield* tree.put(key);
    yield { kind: 'store', ...slot };
    slots.push(slot);
    headers.set(header.at, header);
  }
  yield { kind: 'durable', parts: slots };
  for (const header of headers.values()) yield { kind: 'store', ...header };
  yield { kind: 'durable', parts: [...headers.values()] };
  for (const _ of keys) yield { kind: 'done', payload: size };
}

function shuffled(count: number, random: (below: number) => number): number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random(i + 1);
    [all[i], all[j]] = [all[j] ?? 0, all[i] ?? 0];
  }
  return all;
}
