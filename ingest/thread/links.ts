import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import { breakCycles } from './cycles.ts';
import { type Known, ownParent, referenceChain } from './headers.ts';
import { impliedParents } from './implied.ts';
import { seriesParents } from './series-links.ts';
import type { LinkKind, ThreadInput } from './thread.ts';

/** Messages and ghosts as numbers, with one parent each: the forest before it is laid out. */
export interface Links {
  readonly ids: readonly MessageId[];
  /** Undefined for a ghost. */
  readonly inputs: readonly (ThreadInput | undefined)[];
  /** Index of the parent, -1 at a root. Never a cycle. */
  readonly parent: Int32Array;
  /** What the parent of a node is known from. */
  readonly kind: (node: number) => LinkKind;
}

/** Decides every message's and every ghost's parent: by what says most first, each filling the gaps. */
export function parentLinks(messages: readonly ThreadInput[]): Links {
  const real = uniqueById(messages);
  const ids: MessageId[] = real.map((input) => input.messageId);
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const numberOf = (id: MessageId): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, ids.length);
    return ids.push(id) - 1;
  };
  const roots = rootsListed(real);
  const known: Known = {
    isReal: (id) => (numbers.get(id) ?? real.length) < real.length,
    isRoot: (id) => roots.has(id),
  };
  const lists = real.map((input) => referenceChain(input, known));
  const stated = real.map((input, i) => ownParent(input, lists[i] ?? [], known));
  const chains = lists.map((list) => list.map(numberOf));
  const statedNumbers = stated.map((id) => (id === null ? -1 : numberOf(id)));
  const parent = new Int32Array(ids.length).fill(-1);
  parent.set(statedNumbers);
  breakCycles(parent, (i) => real[i]?.date ?? '9', ids);
  const kinds = new Map<number, LinkKind>();
  const add = (found: ReadonlyMap<number, number>, kind: LinkKind) => {
    for (const [child, above] of found) {
      parent[child] = above;
      kinds.set(child, kind);
    }
    // Only the links just added are given up: what came before says more.
    breakCycles(parent, (i) => (found.has(i) ? '' : '9'), ids);
  };
  const open = (node: number) => parent[node] === -1;
  add(impliedParents(chains, parent, ids), 'implied');
  add(seriesParents(real, open), 'series');
  add(probableParents(real, open, numbers), 'probable');
  return { ids, inputs: real, parent, kind: (node) => kinds.get(node) ?? 'stated' };
}

/** Ids with which the References of a message begin that does not answer them directly. */
function rootsListed(real: readonly ThreadInput[]): ReadonlySet<MessageId> {
  const roots = new Set<MessageId>();
  for (const { references, inReplyTo } of real) {
    const [first] = references;
    if (first !== undefined && references.length > 1 && !inReplyTo.includes(first))
      roots.add(first);
  }
  return roots;
}

function probableParents(
  real: readonly ThreadInput[],
  open: (node: number) => boolean,
  numbers: ReadonlyMap<MessageId, number>,
): Map<number, number> {
  const found = new Map<number, number>();
  for (const [node, { probable }] of real.entries()) {
    const above = probable === undefined ? undefined : numbers.get(probable);
    if (above !== undefined && above !== node && open(node)) found.set(node, above);
  }
  return found;
}

/** In the order of their ids, so that nothing later depends on the order of arrival. */
function uniqueById(messages: readonly ThreadInput[]): ThreadInput[] {
  const byId = new Map<MessageId, ThreadInput>();
  for (const input of messages) {
    const other = byId.get(input.messageId);
    if (!other || comesBefore(input, other)) byId.set(input.messageId, input);
  }
  return [...byId.values()].sort((a, b) => byCodeUnits(a.messageId, b.messageId));
}

function comesBefore(a: ThreadInput, b: ThreadInput): boolean {
  return (
    (byCodeUnits(a.date ?? '9', b.date ?? '9') ||
      b.references.length - a.references.length ||
      byCodeUnits(
        [...a.references, ...a.inReplyTo].join(' '),
        [...b.references, ...b.inReplyTo].join(' '),
      ) ||
      byCodeUnits(a.subject, b.subject)) < 0
  );
}
