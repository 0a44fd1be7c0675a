import type { Trace, TreeNode } from '../../data/schema/trace.ts';
import { all, bottom, type Placed, place, right } from './tree.ts';

/** A tree as it is drawn once on a page, however many steps show it. */
export interface TreeArt {
  /** Of the drawing in the page. */
  readonly id: string;
  readonly nodes: readonly Placed[];
  readonly width: number;
  readonly height: number;
  /** The tree in words, for whoever cannot see it. */
  readonly words: string;
}

const key = (tree: TreeNode): string => JSON.stringify(tree);

/** The different trees of a trace, by what they are. */
export function treeArts({ steps }: Pick<Trace, 'steps'>): ReadonlyMap<string, TreeArt> {
  const trees = steps.flatMap(({ state }) => [
    ...Object.values(state.trees),
    ...Object.values(state.recovered ?? {}),
  ]);
  const arts = new Map<string, TreeArt>();
  for (const tree of trees) {
    if (arts.has(key(tree))) continue;
    const root = place(tree, 1, 1);
    const nodes = all(root);
    arts.set(key(tree), {
      id: `tree-${arts.size + 1}`,
      nodes,
      width: Math.ceil(right(root)) + 2,
      height: Math.ceil(bottom(root)) + 2,
      words: nodes.map((one) => one.lines.join(', ')).join('; '),
    });
  }
  return arts;
}

export const artOf = (arts: ReadonlyMap<string, TreeArt>, tree: TreeNode): TreeArt | undefined =>
  arts.get(key(tree));
