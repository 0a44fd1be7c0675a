import { expect, test } from 'vitest';
import { linesPerPage, type Operation } from './operation.ts';
import { transactionCount, workloads } from './workloads.ts';

type Store = Extract<Operation, { kind: 'store' }>;

/** The stores between two waits, of each transaction that has any. */
function waits(name: string): Store[][][] {
  const { transactions } = workloads[name]?.(1) ?? { transactions: [] };
  return [...transactions].map((transaction) => {
    const groups: Store[][] = [[]];
    for (const operation of transaction) {
      if (operation.kind === 'store') groups.at(-1)?.push(operation);
      else groups.push([]);
    }
    expect(groups.pop()).toEqual([]); // nothing is stored and not waited for
    return groups;
  });
}
const bytes = (stores: readonly Store[]) => stores.reduce((sum, { lines }) => sum + lines * 64, 0);

test('every workload has its transactions, and draws the same from the same seed', () => {
  for (const [name, make] of Object.entries(workloads)) {
    const all = [...make(7).transactions];
    expect(all.length, name).toBe(transactionCount);
    expect([...make(7).transactions]).toEqual(all);
  }
});

test('a redo log appends 256 bytes a commit, page after page', () => {
  const all = waits('redo-log-new');
  expect(all.every((groups) => groups.length === 1 && bytes(groups[0] ?? []) === 256)).toBe(true);
  const pages = all.map(([group]) => group?.[0]?.page);
  expect(pages.slice(0, 33)).toEqual([...Array(16).fill(0), ...Array(16).fill(1), 2]);
});

test('YCSB writes two lines ahead, then a record of 1 KiB, in files of their own; every twentieth time the index too', () => {
  const updates = waits('ycsb-a').filter((groups) => groups.length > 0);
  for (const [nth, [log = [], tree = []]] of updates.entries()) {
    expect(log.map(({ lines }) => lines)).toEqual([2]);
    expect(log[0]?.page).toBe(Math.floor((nth * 2) / linesPerPage) % 64);
    expect(tree.map(({ lines }) => lines)).toEqual(nth % 20 === 0 ? [16, 2] : [16]);
    const [record, index] = tree;
    expect(record?.page).toBeLessThan(2500); // 10,000 records, four to a leaf of 4 KiB
    if (index) expect(index.page).toBeGreaterThanOrEqual(2500);
    expect(new Set(tree.map(({ file }) => file)).has(log[0]?.file ?? -1)).toBe(false);
  }
  expect(updates.length / transactionCount).toBeCloseTo(0.5, 1);
  const few = waits('ycsb-b').filter((groups) => groups.length > 0);
  expect(few.length / transactionCount).toBeCloseTo(0.05, 1);
});

test('the double-write area takes each page first, then its place does', () => {
  for (const [nth, groups] of waits('double-write').entries()) {
    expect(groups.map((group) => bytes(group))).toEqual([4096, 4096]);
    const [[area] = [], [place] = []] = groups;
    expect(area?.page).toBe(nth % 128);
    expect(place?.file).not.toBe(area?.file);
    expect(place?.page).toBeLessThan(4096);
  }
});

test('a small file is 1 to 16 KiB, written once from its first page on', () => {
  const all = waits('small-files').map(([group = []]) => group);
  expect(new Set(all.map((group) => bytes(group) / 1024))).toEqual(
    new Set(Array.from({ length: 16 }, (_, i) => i + 1)),
  );
  for (const [nth, group] of all.entries()) {
    expect(group.map(({ page }) => page)).toEqual(group.map((_, i) => i));
    expect(group.every(({ file, lines }) => file === nth && lines <= linesPerPage)).toBe(true);
  }
});

test('many mappings: a line in each of 4, of 256 files of 16 pages', () => {
  const all = waits('many-mappings').flatMap(([group = []]) => {
    expect(group.map(({ lines }) => lines)).toEqual([1, 1, 1, 1]);
    return group;
  });
  expect(new Set(all.map(({ file }) => file)).size).toBe(256);
  expect(new Set(all.map(({ page }) => page)).size).toBe(16);
});
