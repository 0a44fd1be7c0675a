import type { RelationKind } from '../../../data/schema/claim.ts';
import type { Thread } from '../../../data/schema/message.ts';
import { type Argument, mostNodes, type Step } from '../fold-argument.ts';
import { store } from '../store.ts';
import { bySalience, type Statement } from './statements.ts';

type Edge = Step<Statement>;
export type ThreadMap = Argument<Statement>;

/**
 * The argument between a thread's most salient statements. A relation to a statement that is not
 * among them is followed to one that is; where extraction found none, a statement answers the nearest one
 * above it in the tree of replies.
 */
export function mapOf(thread: Thread, statements: readonly Statement[]): ThreadMap {
  const nodes = bySalience(statements).slice(0, mostNodes);
  const shown = new Map(nodes.map((node) => [node.claim.id as string, node]));
  const above = ancestors(thread);
  const edges = nodes.flatMap((from): Edge[] => {
    const found = related(from, shown) ?? answered(from, nodes, above);
    return found ? [found] : [];
  });
  return { nodes, edges };
}

/** The first relation that leads, over at most four statements left out, to one that is shown. */
function related(from: Statement, shown: ReadonlyMap<string, Statement>): Edge | undefined {
  let at: string = from.claim.id;
  let kind: RelationKind | undefined;
  for (let step = 0; step < 5; step += 1) {
    const next = store()
      ?.relationsOf(at as Statement['claim']['id'])
      .find((relation) => relation.from === at && relation.to !== from.claim.id);
    if (!next) return undefined;
    kind ??= next.kind;
    const to = shown.get(next.to);
    if (to && to !== from) return { from, kind, to };
    at = next.to;
  }
  return undefined;
}

const byStance = { supports: 'supports', disputes: 'attacks', neutral: 'answers' } as const;

function answered(
  from: Statement,
  nodes: readonly Statement[],
  above: ReadonlyMap<string, readonly string[]>,
): Edge | undefined {
  const way = above.get(from.message.messageId) ?? [];
  for (const parent of way) {
    const to = nodes.find((node) => node.message.messageId === parent);
    if (to) return { from, kind: byStance[from.claim.stance], to };
  }
  return undefined;
}

/** The messages above each message, nearest first. */
function ancestors(thread: Thread): ReadonlyMap<string, readonly string[]> {
  const above = new Map<string, readonly string[]>();
  for (const { messageId, inReplyTo } of thread.messages) {
    above.set(messageId, inReplyTo ? [inReplyTo, ...(above.get(inReplyTo) ?? [])] : []);
  }
  return above;
}
