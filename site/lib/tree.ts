import type { TreeNode } from '../../data/schema/trace.ts';

/** A node of a tree with its place on the page, in pixels. */
export interface Placed {
  readonly node: TreeNode;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly children: readonly Placed[];
}

const charWidth = 6.4;
const lineHeight = 14;
const gapX = 14;
const gapY = 26;

/** Lays a tree out with the root on top and each parent over the middle of its children. */
export function place(node: TreeNode, x = 0, y = 0): Placed {
  const lines = textOf(node);
  const own = Math.max(...lines.map((line) => line.length)) * charWidth + 12;
  const height = lines.length * lineHeight + 8;
  let at = x;
  const children = node.children.map((child) => {
    const placed = place(child, at, y + height + gapY);
    at += span(placed) + gapX;
    return placed;
  });
  const below = Math.max(0, at - x - gapX);
  const width = Math.max(own, below);
  return { node, lines, x: x + (width - own) / 2, y, width: own, height, children };
}

/** Width that a placed subtree takes. */
export function span(placed: Placed): number {
  return right(placed) - left(placed);
}

const left = (placed: Placed): number => Math.min(placed.x, ...placed.children.map(left));
export const right = (placed: Placed): number =>
  Math.max(placed.x + placed.width, ...placed.children.map(right));
export const bottom = (placed: Placed): number =>
  Math.max(placed.y + placed.height, ...placed.children.map(bottom));
export const all = (placed: Placed): Placed[] => [placed, ...placed.children.flatMap(all)];

/** Records shown in one node; a wide leaf says how many more it has. */
const mostRecords = 6;

function textOf(node: TreeNode): string[] {
  const head = node.block === 'inode' ? 'inode' : `block ${node.block}`;
  const records = node.records.slice(0, mostRecords).map((record) => recordText(node, record));
  const more = node.records.length - mostRecords;
  return [head, ...records, ...(more > 0 ? [`and ${more} more`] : [])];
}

function recordText(node: TreeNode, record: readonly (number | boolean)[]): string {
  if (node.level > 0 || record.length < 3) return `${record[0]} → ${record[1] ?? ''}`;
  const [file, device, length, unwritten] = record;
  const span = length === 1 ? `${file}` : `${file}–${Number(file) + Number(length) - 1}`;
  return `${span} → ${device}${unwritten === true ? ' unwritten' : ''}`;
}
