import type { MessageId } from '../../data/schema/ids.ts';
import { breakCycles } from './cycles.ts';
import { ownParent, referenceChain } from './headers.ts';
import { impliedParents } from './implied.ts';
import type { ThreadInput } from './thread.ts';

/** Messages and ghosts as numbers, with one parent each: the forest before it is laid out. */
export interface Links {
  readonly ids: readonly MessageId[];
  /** Undefined for a ghost. */
  readonly inputs: readonly (ThreadInput | undefined)[];
  /** Index of the parent, -1 at a root. Never a cycle. */
  readonly parent: Int32Array;
}

/** Decides every message's and every ghost's parent. */
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
  const chains = real.map((input) => referenceChain(input).map(numberOf));
  const isReal = (id: MessageId) => (numbers.get(id) ?? real.length) < real.length;
  const stated = real.map((input) => {
    const own = ownParent(input, isReal);
    return own === null ? -1 : numberOf(own);
  });
  const parent = new Int32Array(ids.length).fill(-1);
  parent.set(stated);
  breakCycles(parent, (i) => real[i]?.date ?? '9', ids);
  addImplied(parent, chains, ids);
  return { ids, inputs: real, parent };
}

/** Gives ghosts, and messages without headers of their own, the parent that others' References imply. */
function addImplied(
  parent: Int32Array,
  chains: readonly number[][],
  ids: readonly MessageId[],
): void {
  const implied = impliedParents(chains, parent, ids);
  for (const [child, above] of implied) parent[child] = above;
  // Only implied links are given up: a message's own header says more than somebody else's.
  breakCycles(parent, (i) => (implied.has(i) ? '' : '9'), ids);
}

/** In the order of their ids, so that nothing later depends on the order of arrival. */
function uniqueById(messages: readonly ThreadInput[]): ThreadInput[] {
  const byId = new Map<MessageId, ThreadInput>();
  for (const input of messages) {
    const other = byId.get(input.messageId);
    if (!other || comesBefore(input, other)) byId.set(input.messageId, input);
  }
  return [...byId.values()].sort((a, b) => compare(a.messageId, b.messageId));
}

function comesBefore(a: ThreadInput, b: ThreadInput): boolean {
  return (
    (compare(a.date ?? '9', b.date ?? '9') ||
      b.references.length - a.references.length ||
      compare(
        [...a.references, ...a.inReplyTo].join(' '),
        [...b.references, ...b.inReplyTo].join(' '),
      ) ||
      compare(a.subject, b.subject)) < 0
  );
}

/** Code-unit order: the same on every machine, unlike localeCompare. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
