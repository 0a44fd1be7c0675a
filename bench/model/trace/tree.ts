import type { TreeNode } from '../../../data/schema/trace.ts';
import { blockLine, type Geometry, inodeLine } from '../fs/geometry.ts';
import {
  headerCount,
  headerLevel,
  isUnwritten,
  recordBlock,
  recordLength,
  recordOffset,
} from '../fs/record.ts';
import type { View } from '../fs/view.ts';

/** The extent trees in an image, by file, for drawing; a torn tree is drawn as it is found. */
export function drawTrees(g: Geometry, view: View): Record<string, TreeNode> {
  const trees: Record<string, TreeNode> = {};
  for (let file = 0; file < g.files; file++) {
    trees[`file ${file}`] = drawNode(g, view, inodeLine(g, file), 'inode', 8);
  }
  return trees;
}

function drawNode(
  g: Geometry,
  view: View,
  line: number,
  block: number | 'inode',
  depth: number,
): TreeNode {
  const header = view.word(line, 0);
  const level = headerLevel(header);
  const room = block === 'inode' ? g.rootFanout : g.fanout;
  const words = Array.from({ length: Math.min(headerCount(header), room) }, (_, i) =>
    view.word(line + 1, i),
  );
  const draws = level > 0 && level < 8 && depth > 0;
  return {
    block,
    level,
    records: words.map((word) =>
      level === 0
        ? [recordOffset(word), recordBlock(word), recordLength(word), isUnwritten(word)]
        : [recordOffset(word), recordBlock(word)],
    ),
    children: draws
      ? words
          .map(recordBlock)
          .filter((child) => child < g.blocks)
          .map((child) => drawNode(g, view, blockLine(g, child), child, depth - 1))
      : [],
  };
}
