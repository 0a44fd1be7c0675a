import { LitmusFault } from './fault.ts';
import type { Operation } from './program.ts';

/** One line of a litmus file: its number (from 1) and its words, comments removed. */
export interface Line {
  readonly number: number;
  readonly words: readonly string[];
}

type Simple = Exclude<Operation, { op: 'if' }>;
type Build = (operands: readonly string[], line: Line) => Simple;

/** Operands by operation, as the format's description names them, and what to make of them. */
const operations: Readonly<Record<string, readonly [string, Build]>> = {
  store: ['L V', ([l, v], at) => ({ op: 'store', location: name(l, at), value: integer(v, at) })],
  ntstore: [
    'L V',
    ([l, v], at) => ({ op: 'ntstore', location: name(l, at), value: integer(v, at) }),
  ],
  load: ['R L', ([r, l], at) => ({ op: 'load', register: name(r, at), location: name(l, at) })],
  clflush: ['L', ([l], at) => ({ op: 'clflush', location: name(l, at) })],
  clflushopt: ['L', ([l], at) => ({ op: 'clflushopt', location: name(l, at) })],
  clwb: ['L', ([l], at) => ({ op: 'clwb', location: name(l, at) })],
  sfence: ['', () => ({ op: 'sfence' })],
  mfence: ['', () => ({ op: 'mfence' })],
  xchg: [
    'R L V',
    ([r, l, v], at) => ({
      op: 'xchg',
      register: name(r, at),
      location: name(l, at),
      value: integer(v, at),
    }),
  ],
  cas: [
    'R L OLD NEW',
    ([r, l, old, desired], at) => ({
      op: 'cas',
      register: name(r, at),
      location: name(l, at),
      old: integer(old, at),
      desired: integer(desired, at),
    }),
  ],
};

const operationNames = [...Object.keys(operations), 'if', 'end'].join(', ');
const directiveNames = 'lines, mode, thread, observe, expect';

/** @throws LitmusFault where operands are missing, too many or of the wrong kind. */
export function parseOperation(line: Line): Simple {
  const [word = '', ...operands] = line.words;
  const known = Object.hasOwn(operations, word) ? operations[word] : undefined;
  if (!known) {
    const expected = `expected an operation (${operationNames}) or ${directiveNames}`;
    throw new LitmusFault(line.number, expected, word);
  }
  const [shape, build] = known;
  const wanted = shape === '' ? 0 : shape.split(' ').length;
  if (operands.length !== wanted) {
    const expected = wanted === 0 ? `nothing after ${word}` : `${word} ${shape}`;
    throw new LitmusFault(line.number, `expected ${expected}`, line.words.join(' '));
  }
  return build(operands, line);
}

/** @throws LitmusFault unless the line is `if R == V`. */
export function parseCondition(line: Line): { readonly register: string; readonly value: number } {
  const [, register, equals, value, ...rest] = line.words;
  if (equals !== '==' || value === undefined || rest.length > 0) {
    throw new LitmusFault(line.number, 'expected if R == V', line.words.join(' '));
  }
  return { register: name(register, line), value: integer(value, line) };
}

/** A location or register name. */
export function name(word: string | undefined, line: Line): string {
  if (word === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(word)) {
    throw new LitmusFault(line.number, 'expected a name of letters, digits and _', word ?? '');
  }
  return word;
}

/** A decimal integer that a double holds exactly. */
export function integer(word: string | undefined, line: Line): number {
  const value = Number(word);
  if (word === undefined || !/^-?\d{1,16}$/.test(word) || !Number.isSafeInteger(value)) {
    throw new LitmusFault(line.number, 'expected an integer', word ?? '');
  }
  return value === 0 ? 0 : value; // -0 would be a state of its own
}
