import { LitmusFault } from './program/fault.ts';
import type { Access, Operand, Operation, Simple } from './program/program.ts';

/** One line of a litmus file: its number (from 1) and its words, comments removed. */
export interface Line {
  readonly number: number;
  readonly words: readonly string[];
}

/** The fault of a line: what was expected there and what stands there, the whole line unless told. */
export const misread = (
  { number, words }: Line,
  expected: string,
  found: string = words.join(' '),
): LitmusFault => new LitmusFault(number, expected, found);

type Build = (operands: readonly string[], line: Line) => Simple;

/** Operands by operation, as the format's description names them, and what to make of them. */
const operations: Readonly<Record<string, readonly [string, Build]>> = {
  store: ['L V', ([l, v], at) => ({ op: 'store', ...access(l, at), value: operand(v, at) })],
  ntstore: ['L V', ([l, v], at) => ({ op: 'ntstore', ...access(l, at), value: operand(v, at) })],
  load: ['R L', ([r, l], at) => ({ op: 'load', register: name(r, at), ...access(l, at) })],
  set: ['R V', ([r, v], at) => ({ op: 'set', register: name(r, at), value: operand(v, at) })],
  clflush: ['L', ([l], at) => ({ op: 'clflush', location: name(l, at) })],
  clflushopt: ['L', ([l], at) => ({ op: 'clflushopt', location: name(l, at) })],
  clwb: ['L', ([l], at) => ({ op: 'clwb', location: name(l, at) })],
  sfence: ['', () => ({ op: 'sfence' })],
  mfence: ['', () => ({ op: 'mfence' })],
  lfence: ['', () => ({ op: 'lfence' })],
  xchg: [
    'R L V',
    ([r, l, v], at) => ({
      op: 'xchg',
      register: name(r, at),
      ...access(l, at),
      value: operand(v, at),
    }),
  ],
  cas: [
    'R L OLD NEW',
    ([r, l, old, desired], at) => ({
      op: 'cas',
      register: name(r, at),
      ...access(l, at),
      old: operand(old, at),
      desired: operand(desired, at),
    }),
  ],
};

const operationNames = [...Object.keys(operations), 'if', 'end'].join(', ');
const directiveNames = 'lines, init, mode, thread, observe, final, expect, exists, ~exists, forall';

/** @throws LitmusFault where operands are missing, too many or of the wrong kind. */
export function parseOperation(line: Line): Simple {
  const [word = '', ...operands] = line.words;
  const known = Object.hasOwn(operations, word) ? operations[word] : undefined;
  if (!known) {
    const expected = `expected an operation (${operationNames}) or ${directiveNames}`;
    throw misread(line, expected, word);
  }
  const [shape, build] = known;
  const wanted = shape === '' ? 0 : shape.split(' ').length;
  if (operands.length !== wanted) {
    const expected = wanted === 0 ? `nothing after ${word}` : `${word} ${shape}`;
    throw misread(line, `expected ${expected}`);
  }
  return build(operands, line);
}

/** @throws LitmusFault unless the line is `if R == V` or `if R != V`. */
export function parseBranch(line: Line): Omit<Extract<Operation, { op: 'if' }>, 'op' | 'body'> {
  const [, register, compares, value, ...rest] = line.words;
  if ((compares !== '==' && compares !== '!=') || value === undefined || rest.length > 0) {
    throw misread(line, 'expected if R == V or if R != V');
  }
  const unequal = compares === '!=' ? { unequal: true as const } : {};
  return { register: name(register, line), ...unequal, value: integer(value, line) };
}

/** `x`, or a part of it such as `x+4:2`: two bytes from the fourth on. */
export function access(word: string | undefined, line: Line): Access {
  const [, location, offset = '0', bytes] =
    /^([^+:]+)(?:\+(\d{1,2}))?:(\d{1,2})$/.exec(word ?? '') ?? [];
  if (location === undefined) return { location: name(word, line) };
  const part = { offset: Number(offset), size: Number(bytes) };
  if (![1, 2, 4, 8].includes(part.size) || part.offset % part.size !== 0) {
    throw misread(
      line,
      'expected 1, 2, 4 or 8 bytes at a multiple of that, such as x+4:2',
      word ?? '',
    );
  }
  return { location: name(location, line), part };
}

/** An integer or the name of a register. */
function operand(word: string | undefined, line: Line): Operand {
  return word !== undefined && isName(word) ? { register: word } : integer(word, line);
}

/** The registers that an operation reads. */
export function registersRead(operation: Operation): string[] {
  const operands: (Operand | undefined)[] = [
    'value' in operation ? operation.value : undefined,
    ...(operation.op === 'cas' ? [operation.old, operation.desired] : []),
    ...(operation.op === 'if' ? [{ register: operation.register }] : []),
  ];
  return operands.flatMap((one) => (typeof one === 'object' ? [one.register] : []));
}

function isName(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(word);
}

/** A location or register name. */
export function name(word: string | undefined, line: Line): string {
  if (word === undefined || !isName(word)) {
    throw misread(line, 'expected a name of letters, digits and _', word ?? '');
  }
  return word;
}

/** A decimal integer that a double holds exactly. */
export function integer(word: string | undefined, line: Line): number {
  const value = Number(word);
  if (word === undefined || !/^-?\d{1,16}$/.test(word) || !Number.isSafeInteger(value)) {
    throw misread(line, 'expected an integer', word ?? '');
  }
  return value === 0 ? 0 : value; // -0 would be a state of its own
}
