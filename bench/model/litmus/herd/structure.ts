import { LitmusFault } from '../program/fault.ts';
import type { Operation } from '../program/program.ts';
import type { Section } from './sections.ts';
import type { Meaning } from './x86.ts';

interface Placed {
  readonly meaning: Meaning;
  readonly line: number;
}

/**
 * A thread's cells as blocks: a jump forward over some instructions becomes an `if` around them.
 * @throws LitmusFault for a jump back, out of a block, or without a comparison before it.
 */
export function structured(
  cells: readonly Section[],
  read: (cell: Section) => Meaning,
): Operation[] {
  const labels = new Map<string, number>();
  const placed: Placed[] = [];
  for (const cell of unlabelled(cells, (label) => labels.set(label, placed.length)))
    placed.push({ meaning: read(cell), line: cell.line });
  return block(placed, labels, 0, placed.length);
}

/** Cells with an instruction, without the labels before it, each of which is told before its cell comes. */
export function* unlabelled(
  cells: readonly Section[],
  tell: (label: string) => void,
): Generator<Section> {
  for (const { text: whole, line } of cells) {
    let text = whole;
    for (;;) {
      const [, label, rest = ''] = /^([A-Za-z_.][A-Za-z0-9_.]*)\s*:\s*(.*)$/s.exec(text) ?? [];
      if (label === undefined) break;
      tell(label);
      text = rest;
    }
    if (text !== '') yield { text, line };
  }
}

function block(
  placed: readonly Placed[],
  labels: ReadonlyMap<string, number>,
  from: number,
  to: number,
): Operation[] {
  const operations: Operation[] = [];
  let compared: { register: string; value: number } | null = null;
  for (let at = from; at < to; ) {
    const one = placed[at];
    if (!one) break;
    const { meaning, line } = one;
    at += 1;
    if (meaning.kind === 'return') {
      if (to !== placed.length || at !== to) {
        throw new LitmusFault(line, 'expected ret only at the end of a thread', 'ret');
      }
    } else if (meaning.kind === 'jump') {
      const target = labels.get(meaning.label);
      if (target === undefined || target < at || target > to) {
        const expected = 'expected a jump forward to a label of the same block (no loops)';
        throw new LitmusFault(line, expected, meaning.label);
      }
      if (meaning.when !== 'always') {
        if (!compared) throw new LitmusFault(line, 'expected a cmp before it', meaning.label);
        const body = block(placed, labels, at, target);
        const unequal = meaning.when === 'equal' ? { unequal: true as const } : {};
        operations.push({ op: 'if', ...compared, ...unequal, body });
      }
      at = target;
    } else {
      operations.push(...meaning.operations);
      // Stores and loads leave the flags alone; a locked instruction sets them to what is not modelled.
      if (meaning.kind === 'compare')
        compared = { register: meaning.register, value: meaning.value };
      else if (meaning.operations.some((each) => each.op === 'cas')) compared = null;
      else if (compared && meaning.operations.some((each) => assigns(each, compared?.register))) {
        compared = null;
      }
    }
  }
  return operations;
}

function assigns(operation: Operation, register: string | undefined): boolean {
  return 'register' in operation && operation.op !== 'if' && operation.register === register;
}
