import type { Draft } from './draft.ts';
import { child, type Node, readNode, root, writeNode } from './node.ts';
import { packPointer, recordBlock, recordOffset } from './record.ts';

/** A step of the way from the root to a leaf: the node, and which of its records was followed. */
export interface PathStep {
  readonly node: Node;
  /** Last record at or below the key; 0 where the key is below all; -1 in an empty node. */
  readonly index: number;
}
export type Path = readonly PathStep[];

/** From the root to the leaf where the key belongs (`xfs_btree_lookup`). */
export function descend(draft: Draft, file: number, key: number): Path {
  const path: PathStep[] = [];
  let node = readNode(draft, root(file));
  for (;;) {
    const found = node.records.findLastIndex((record) => recordOffset(record) <= key);
    const index = node.level > 0 || node.records.length === 0 ? Math.max(found, 0) : found;
    path.push({ node, index });
    if (node.level === 0) return path;
    node = readNode(draft, child(file, recordBlock(node.records[index] ?? 0)));
  }
}

/** Every leaf record of a file, in order. */
export function allRecords(draft: Draft, file: number): number[] {
  const walk = (node: Node): number[] =>
    node.level === 0
      ? [...node.records]
      : node.records.flatMap((record) => walk(readNode(draft, child(file, recordBlock(record)))));
  return walk(readNode(draft, root(file)));
}

/** Makes every ancestor's key the first key of the child below it (`xfs_btree_update_keys`). */
export function refreshKeys(draft: Draft, path: Path): void {
  for (let depth = path.length - 2; depth >= 0; depth--) {
    const step = path[depth];
    const below = path[depth + 1];
    if (!step || below?.node.ref.kind !== 'block') return;
    const now = readNode(draft, step.node.ref);
    const first = readNode(draft, below.node.ref).records[0];
    const record = now.records[step.index];
    if (first === undefined || record === undefined) return;
    if (recordOffset(record) === recordOffset(first)) return;
    const pointer = packPointer(recordOffset(first), below.node.ref.block);
    writeNode(draft, { ...now, records: now.records.with(step.index, pointer) });
  }
}

/** The neighbours of a node under the same parent, as read now. */
export function siblings(draft: Draft, file: number, parent: PathStep) {
  const records = readNode(draft, parent.node.ref).records;
  const at = (index: number): Node | undefined => {
    const record = records[index];
    return record === undefined ? undefined : readNode(draft, child(file, recordBlock(record)));
  };
  return { left: at(parent.index - 1), right: at(parent.index + 1) };
}

/** Replaces the parent's key for one of its children after that child's first record changed. */
export function setKey(draft: Draft, parent: PathStep, index: number, key: number): void {
  const now = readNode(draft, parent.node.ref);
  const record = now.records[index];
  if (record === undefined) throw new Error(`no pointer ${index} in the parent`);
  const pointer = packPointer(key, recordBlock(record));
  writeNode(draft, { ...now, records: now.records.with(index, pointer) });
}
