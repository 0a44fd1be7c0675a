import { descend, type Path, refreshKeys, setKey, siblings } from './descend.ts';
import type { Draft } from './draft.ts';
import { capacity, child, type Node, readNode, writeNode } from './node.ts';
import { packPointer, recordOffset } from './record.ts';

/** Adds a leaf record whose key is not in the tree; makes room up to the root where a node is full. */
export function insertRecord(draft: Draft, file: number, record: number): void {
  for (;;) {
    const path = descend(draft, file, recordOffset(record));
    const leaf = path.at(-1);
    if (!leaf) throw new Error('a path has at least its root');
    const { node } = leaf;
    if (node.records.length < capacity(draft, node.ref)) {
      const at = node.records.findLastIndex((r) => recordOffset(r) < recordOffset(record)) + 1;
      writeNode(draft, { ...node, records: node.records.toSpliced(at, 0, record) });
      if (at === 0) refreshKeys(draft, path);
      return;
    }
    makeUnfull(draft, file, path, path.length - 1);
  }
}

/** Shifts right, then left, then splits, and grows the root when that is full (`xfs_btree_make_block_unfull`). */
function makeUnfull(draft: Draft, file: number, path: Path, depth: number): void {
  const node = nodeAt(draft, path, depth);
  const parent = path[depth - 1];
  if (!parent) {
    growRoot(draft, file, node);
    return;
  }
  // As in xfs_btree_lshift and _rshift, the record next to the new one stays: two full neighbours
  // would hand it to each other for ever.
  const at = (path[depth]?.index ?? 0) + 1;
  const { left, right } = siblings(draft, file, parent);
  const room = (sibling: Node | undefined): sibling is Node =>
    sibling !== undefined && sibling.records.length < draft.geometry.fanout;
  if (room(right) && at + 1 < node.records.length) {
    const moved = last(node);
    writeNode(draft, { ...right, records: [moved, ...right.records] });
    setKey(draft, parent, parent.index + 1, recordOffset(moved));
    writeNode(draft, { ...node, records: node.records.slice(0, -1) });
  } else if (room(left) && at > 0) {
    const [moved, next] = node.records;
    if (moved === undefined || next === undefined) throw new Error('a full node has two records');
    writeNode(draft, { ...left, records: [...left.records, moved] });
    setKey(draft, parent, parent.index, recordOffset(next));
    writeNode(draft, { ...node, records: node.records.slice(1) });
  } else if (parent.node.records.length >= capacity(draft, parent.node.ref)) {
    makeUnfull(draft, file, path, depth - 1); // the caller descends again
  } else {
    split(draft, file, node, parent);
  }
}

/** Moves the upper half into a new block (`xfs_btree_split`, `ext4_ext_split`). */
function split(draft: Draft, file: number, node: Node, parent: Path[number]): void {
  const half = Math.ceil(node.records.length / 2);
  const upper = node.records.slice(draft.bug === 'split-drops-record' ? half + 1 : half);
  const block = draft.allocate();
  writeNode(draft, { ref: child(file, block), level: node.level, records: upper });
  const above = readNode(draft, parent.node.ref);
  const pointer = packPointer(recordOffset(upper[0] ?? 0), block);
  writeNode(draft, {
    ...above,
    records: above.records.toSpliced(parent.index + 1, 0, pointer),
  });
  writeNode(draft, { ...node, records: node.records.slice(0, half) });
}

/** The inode's records move into a new block; the inode keeps one pointer (`xfs_btree_new_iroot`, `ext4_ext_grow_indepth`). */
function growRoot(draft: Draft, file: number, node: Node): void {
  const block = draft.allocate();
  writeNode(draft, { ...node, ref: child(file, block) });
  const pointer = packPointer(recordOffset(node.records[0] ?? 0), block);
  writeNode(draft, { ...node, level: node.level + 1, records: [pointer] });
}

function nodeAt(draft: Draft, path: Path, depth: number): Node {
  const step = path[depth];
  if (!step) throw new Error(`no depth ${depth} in a path of ${path.length}`);
  return readNode(draft, step.node.ref);
}

function last(node: Node): number {
  const record = node.records.at(-1);
  if (record === undefined) throw new Error('a full node has a last record');
  return record;
}
