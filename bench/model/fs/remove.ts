import { descend, type Path, refreshKeys, setKey, siblings } from './descend.ts';
import type { Draft } from './draft.ts';
import { child, type Node, readNode, root, writeNode } from './node.ts';
import { recordBlock, recordOffset } from './record.ts';

/** Takes the record with this key out; borrows, merges and shrinks the root (`xfs_btree_delrec`). */
export function removeRecord(draft: Draft, file: number, key: number): void {
  const path = descend(draft, file, key);
  const leaf = path.at(-1);
  if (!leaf || recordOffset(leaf.node.records[leaf.index] ?? -1) !== key) {
    throw new Error(`no record at file block ${key} of file ${file}`);
  }
  writeNode(draft, { ...leaf.node, records: leaf.node.records.toSpliced(leaf.index, 1) });
  if (leaf.index === 0) refreshKeys(draft, path);
  rebalance(draft, file, path, path.length - 1);
  shrinkRoot(draft, file);
}

function rebalance(draft: Draft, file: number, path: Path, depth: number): void {
  const step = path[depth];
  const parent = path[depth - 1];
  if (!step || !parent) return;
  const node = readNode(draft, step.node.ref);
  const least = draft.geometry.fanout >> 1;
  if (node.records.length >= least) return;
  const { left, right } = siblings(draft, file, parent);
  const [first, second] = right?.records ?? [];
  if (right && right.records.length > least && first !== undefined && second !== undefined) {
    writeNode(draft, { ...node, records: [...node.records, first] });
    setKey(draft, parent, parent.index + 1, recordOffset(second));
    writeNode(draft, { ...right, records: right.records.slice(1) });
    refreshKeys(draft, path.slice(0, depth + 1));
  } else if (left && left.records.length > least) {
    const moved = left.records.at(-1) ?? 0;
    writeNode(draft, { ...node, records: [moved, ...node.records] });
    setKey(draft, parent, parent.index, recordOffset(moved));
    writeNode(draft, { ...left, records: left.records.slice(0, -1) });
  } else {
    join(draft, node, parent, left, right);
    if (parent.index === 0) refreshKeys(draft, path.slice(0, depth));
    rebalance(draft, file, path, depth - 1);
  }
}

/** Moves all records of the right one of two siblings to the left one and frees its block. */
function join(
  draft: Draft,
  node: Node,
  parent: Path[number],
  left: Node | undefined,
  right: Node | undefined,
): void {
  const fits = (a: Node, b: Node) => a.records.length + b.records.length <= draft.geometry.fanout;
  if (left && fits(left, node)) {
    writeNode(draft, { ...left, records: [...left.records, ...node.records] });
    dropPointer(draft, parent, parent.index, node);
  } else if (right && fits(node, right)) {
    writeNode(draft, { ...node, records: [...node.records, ...right.records] });
    if (node.records.length === 0) {
      setKey(draft, parent, parent.index, recordOffset(right.records[0] ?? 0));
    }
    dropPointer(draft, parent, parent.index + 1, right);
  } else if (node.records.length === 0) {
    dropPointer(draft, parent, parent.index, node);
  }
}

function dropPointer(draft: Draft, parent: Path[number], index: number, gone: Node): void {
  const above = readNode(draft, parent.node.ref);
  if (draft.bug !== 'merge-keeps-pointer') {
    writeNode(draft, { ...above, records: above.records.toSpliced(index, 1) });
  }
  if (gone.ref.kind === 'block') draft.release(gone.ref.block);
}

/** Pulls an only child's records into the inode while they fit (`xfs_btree_kill_iroot`). */
function shrinkRoot(draft: Draft, file: number): void {
  for (;;) {
    const top = readNode(draft, root(file));
    if (top.level === 0) return;
    const [only] = top.records;
    if (only === undefined) writeNode(draft, { ...top, level: 0, records: [] });
    if (only === undefined || top.records.length > 1) return;
    const below = readNode(draft, child(file, recordBlock(only)));
    if (below.records.length > draft.geometry.rootFanout) return;
    writeNode(draft, { ...top, level: below.level, records: below.records });
    draft.release(recordBlock(only));
  }
}
