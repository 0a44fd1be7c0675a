import type { Mode } from '../px86/persistence.ts';
import { LitmusFault } from './fault.ts';
import { declarations, type Usage, usedLocations } from './locations.ts';
import { integer, type Line, name, parseCondition, parseOperation } from './operations.ts';
import { type Operation, type Program, type State, sortedStates } from './program.ts';

/** Limits for hostile files: longer ones would keep the exploration busy for ever. */
const limit = { characters: 65_536, threads: 8, operations: 256 } as const;

/** What has been read so far; the file is read in one pass, line by line. */
interface Draft {
  name: string | null;
  mode: Mode | null;
  lines: string[][] | null;
  threads: Operation[][];
  /** Blocks being filled: the current thread's operations, then the open `if` bodies. */
  open: { readonly body: Operation[]; readonly from: Line }[];
  /** Registers that the current thread has assigned. */
  registers: Set<string>;
  observed: { readonly names: string[]; readonly line: Line } | null;
  expected: { readonly state: State; readonly line: Line }[] | null;
  usage: Usage[];
  operations: number;
}

/**
 * Reads one litmus program in the format of DESIGN.md.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function parseLitmus(text: string): Program {
  if (text.length > limit.characters) {
    throw new LitmusFault(1, `expected at most ${limit.characters} characters`, `${text.length}`);
  }
  const draft: Draft = {
    name: null,
    mode: null,
    lines: null,
    threads: [],
    open: [],
    registers: new Set(),
    observed: null,
    expected: null,
    usage: [],
    operations: 0,
  };
  const all = text.split(/\r\n|\n|\r/);
  let last = 1;
  all.forEach((content, index) => {
    const number = index + 1;
    const words = wordsOf(content, number);
    if (words.length === 0) return;
    last = number;
    readLine(draft, { number, words });
  });
  return finished(draft, last);
}

/** Words of a line; `"…"` is one word and keeps its quotes; `#` outside quotes starts a comment. */
function wordsOf(content: string, number: number): string[] {
  const words: string[] = [];
  for (const match of content.matchAll(/#.*$|"[^"]*"|"[^"]*$|[|]|[^\s"#|]+/gu)) {
    const [word] = match;
    if (word.startsWith('#')) break;
    if (word.startsWith('"') && (word.length === 1 || !word.endsWith('"'))) {
      throw new LitmusFault(number, 'expected a closing quote', word);
    }
    words.push(word);
  }
  return words;
}

function readLine(draft: Draft, line: Line): void {
  const [word = ''] = line.words;
  if (draft.name === null && word !== 'litmus') {
    throw new LitmusFault(line.number, 'expected litmus "NAME" first', line.words.join(' '));
  }
  const read = Object.hasOwn(directives, word) ? directives[word] : undefined;
  if (read) {
    closeThread(draft);
    read(draft, line);
  } else if (word === 'if') openIf(draft, line);
  else if (word === 'end') closeIf(draft, line);
  else add(draft, line, operationOf(draft, line));
}

const directives: Readonly<Record<string, (draft: Draft, line: Line) => void>> = {
  litmus(draft, line) {
    const [, quoted = '', ...rest] = line.words;
    if (!/^"[^"]+"$/.test(quoted) || rest.length > 0) {
      throw new LitmusFault(line.number, 'expected litmus "NAME"', line.words.join(' '));
    }
    once(draft.name, line);
    draft.name = quoted.slice(1, -1);
  },
  lines(draft, line) {
    once(draft.lines, line);
    draft.lines = declarations(line);
  },
  mode(draft, line) {
    once(draft.mode, line);
    const [, mode, ...rest] = line.words;
    if ((mode !== 'adr' && mode !== 'eadr') || rest.length > 0) {
      throw new LitmusFault(line.number, 'expected mode adr or mode eadr', line.words.join(' '));
    }
    draft.mode = mode;
  },
  thread(draft, line) {
    nothingElse(line);
    if (draft.threads.length === limit.threads) {
      throw new LitmusFault(line.number, `expected at most ${limit.threads} threads`, '');
    }
    const body: Operation[] = [];
    draft.threads.push(body);
    draft.open = [{ body, from: line }];
    draft.registers = new Set();
  },
  observe(draft, line) {
    once(draft.observed, line);
    const names = line.words.slice(1).map((word) => name(word, line));
    if (names.length === 0) {
      throw new LitmusFault(line.number, 'expected observe and at least one location', 'observe');
    }
    for (const location of names) draft.usage.push({ location, line });
    draft.observed = { names, line };
  },
  expect(draft, line) {
    const states = line.words.slice(1).map((word) => ({
      state: word.split(',').map((value) => integer(value, line)),
      line,
    }));
    if (states.length === 0) {
      throw new LitmusFault(line.number, 'expected states such as 0,0 1,0 after expect', 'expect');
    }
    draft.expected = [...(draft.expected ?? []), ...states];
  },
};

function once(value: unknown, line: Line): void {
  if (value !== null) {
    throw new LitmusFault(line.number, `expected ${line.words[0]} only once`, line.words.join(' '));
  }
}

function nothingElse(line: Line): void {
  if (line.words.length > 1) {
    const [word] = line.words;
    throw new LitmusFault(line.number, `expected nothing after ${word}`, line.words.join(' '));
  }
}

function operationOf(draft: Draft, line: Line): Operation {
  const operation = parseOperation(line);
  if ('location' in operation) draft.usage.push({ location: operation.location, line });
  if ('register' in operation) draft.registers.add(operation.register);
  return operation;
}

function add(draft: Draft, line: Line, operation: Operation): void {
  const block = draft.open.at(-1);
  if (!block) {
    throw new LitmusFault(line.number, 'expected a thread before it', line.words.join(' '));
  }
  draft.operations += 1;
  if (draft.operations > limit.operations) {
    throw new LitmusFault(line.number, `expected at most ${limit.operations} operations`, '');
  }
  block.body.push(operation);
}

function openIf(draft: Draft, line: Line): void {
  const { register, value } = parseCondition(line);
  if (draft.open.length > 0 && !draft.registers.has(register)) {
    throw new LitmusFault(
      line.number,
      'expected a register that this thread has loaded before',
      register,
    );
  }
  const body: Operation[] = [];
  add(draft, line, { op: 'if', register, value, body });
  draft.open.push({ body, from: line });
}

function closeIf(draft: Draft, line: Line): void {
  nothingElse(line);
  if (draft.open.length < 2) throw new LitmusFault(line.number, 'expected an if before it', 'end');
  draft.open.pop();
}

/** A directive ends the thread before it; every `if` must have had its `end`. */
function closeThread(draft: Draft): void {
  const unclosed = draft.open.length > 1 ? draft.open.at(-1) : undefined;
  if (unclosed) throw new LitmusFault(unclosed.from.number, 'expected an end for this if', '');
  draft.open = [];
}

function finished(draft: Draft, last: number): Program {
  closeThread(draft);
  if (draft.name === null) throw new LitmusFault(1, 'expected litmus "NAME"', '');
  if (draft.threads.length === 0) throw new LitmusFault(last, 'expected at least one thread', '');
  if (!draft.observed) throw new LitmusFault(last, 'expected an observe line', '');
  const width = draft.observed.names.length;
  for (const { state, line } of draft.expected ?? []) {
    if (state.length === width) continue;
    const expected = `expected states of ${width} ${width === 1 ? 'value' : 'values'}, as observe has`;
    throw new LitmusFault(line.number, expected, state.join(','));
  }
  return {
    name: draft.name,
    mode: draft.mode ?? 'adr',
    lines: usedLocations(draft.lines, draft.usage),
    threads: draft.threads,
    observed: draft.observed.names,
    expected: draft.expected && sortedStates(draft.expected.map(({ state }) => state)),
  };
}
