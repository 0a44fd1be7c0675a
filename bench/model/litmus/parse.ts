import type { Mode } from '../px86/persistence.ts';
import { modes } from '../px86/persistence.ts';
import { type Condition, ConditionFault, namesIn, parseCondition } from './condition.ts';
import { LitmusFault } from './fault.ts';
import { limit } from './limit.ts';
import { type Declared, declarations, type Usage, usedLocations } from './locations.ts';
import {
  access,
  integer,
  type Line,
  name,
  parseBranch,
  parseOperation,
  registersRead,
} from './operations.ts';
import { expanded } from './procedures.ts';
import {
  type Moment,
  type Operation,
  type Program,
  registerNamed,
  type State,
  sortedStates,
} from './program.ts';
import { checkSizes } from './sizes.ts';

interface Observed {
  readonly names: readonly string[];
  readonly moment: Moment;
  readonly line: Line;
}

/** What has been read so far; the file is read in one pass, line by line. */
interface Draft {
  name: string | null;
  mode: Mode | null;
  declared: Declared | null;
  initial: Record<string, number>;
  threads: Operation[][];
  /** Blocks being filled: the current thread's operations, then the open `if` bodies. */
  open: { readonly body: Operation[]; readonly from: Line }[];
  /** Registers that each thread has assigned so far. */
  registers: Set<string>[];
  observed: Observed | null;
  expected: { readonly state: State; readonly line: Line }[] | null;
  condition: { readonly condition: Condition; readonly line: Line } | null;
  usage: Usage[];
  operations: number;
}

/**
 * Reads one litmus program in the format of docs/litmus.md.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function parseLitmus(text: string): Program {
  if (text.length > limit.characters) {
    throw new LitmusFault(1, `expected at most ${limit.characters} characters`, `${text.length}`);
  }
  const draft: Draft = {
    name: null,
    mode: null,
    declared: null,
    initial: {},
    threads: [],
    open: [],
    registers: [],
    observed: null,
    expected: null,
    condition: null,
    usage: [],
    operations: 0,
  };
  const lines = text.split(/\r\n|\n|\r/).flatMap((content, index): Line[] => {
    const words = wordsOf(content, index + 1);
    return words.length === 0 ? [] : [{ number: index + 1, words }];
  });
  for (const line of expanded(lines)) readLine(draft, line);
  return finished(draft, lines.at(-1)?.number ?? 1);
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

type Directive = (draft: Draft, line: Line) => void;

const observe =
  (moment: Moment): Directive =>
  (draft, line) => {
    if (draft.observed) {
      throw new LitmusFault(line.number, 'expected one observe or final', line.words.join(' '));
    }
    const [directive, ...names] = line.words;
    if (names.length === 0) {
      const wanted = moment === 'crash' ? 'location' : 'location or register';
      throw new LitmusFault(line.number, `expected ${directive} and at least one ${wanted}`, '');
    }
    for (const each of names) {
      const register = registerNamed(each);
      if (!register) draft.usage.push({ access: { location: name(each, line) }, line });
      else name(register.register, line);
      if (register && moment === 'crash') {
        const expected = 'expected a location, since a crash loses registers (final sees them)';
        throw new LitmusFault(line.number, expected, each);
      }
    }
    draft.observed = { names, moment, line };
  };

const quantified: Directive = (draft, line) => {
  once(draft.condition, line);
  try {
    draft.condition = { condition: parseCondition(line.words.join(' ')), line };
  } catch (caught) {
    if (!(caught instanceof ConditionFault)) throw caught;
    throw new LitmusFault(line.number, caught.message, caught.found);
  }
};

const directives: Readonly<Record<string, Directive>> = {
  litmus(draft, line) {
    const [, quoted = '', ...rest] = line.words;
    if (!/^"[^"]+"$/.test(quoted) || rest.length > 0) {
      throw new LitmusFault(line.number, 'expected litmus "NAME"', line.words.join(' '));
    }
    once(draft.name, line);
    draft.name = quoted.slice(1, -1);
  },
  lines(draft, line) {
    once(draft.declared, line);
    draft.declared = declarations(line);
  },
  init(draft, line) {
    const [, location, value, ...rest] = line.words;
    if (value === undefined || rest.length > 0) {
      throw new LitmusFault(line.number, 'expected init L V', line.words.join(' '));
    }
    const at = access(location, line);
    if (at.part || Object.hasOwn(draft.initial, at.location)) {
      throw new LitmusFault(line.number, 'expected each whole location once', location ?? '');
    }
    draft.usage.push({ access: at, line });
    draft.initial[at.location] = integer(value, line);
  },
  mode(draft, line) {
    once(draft.mode, line);
    const [, word, ...rest] = line.words;
    const mode = modes.find((one) => one === word);
    if (!mode || rest.length > 0) {
      const expected = `expected mode and one of ${modes.join(', ')}`;
      throw new LitmusFault(line.number, expected, line.words.join(' '));
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
    draft.registers.push(new Set());
  },
  observe: observe('crash'),
  final: observe('end'),
  exists: quantified,
  '~exists': quantified,
  forall: quantified,
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
  if ('location' in operation) draft.usage.push({ access: operation, line });
  checkRegisters(draft, line, operation);
  if ('register' in operation) draft.registers.at(-1)?.add(operation.register);
  return operation;
}

function checkRegisters(draft: Draft, line: Line, operation: Operation): void {
  const unknown = registersRead(operation).find((one) => !draft.registers.at(-1)?.has(one));
  if (draft.open.length === 0 || unknown === undefined) return;
  const kind = operation.op === 'if' ? 'a register' : 'an integer or a register';
  throw new LitmusFault(
    line.number,
    `expected ${kind} that this thread has loaded before`,
    unknown,
  );
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
  const body: Operation[] = [];
  const operation: Operation = { op: 'if', ...parseBranch(line), body };
  checkRegisters(draft, line, operation);
  add(draft, line, operation);
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

/** What the file asks about: as `observe` or `final` says, else what its condition names. */
function observedBy(draft: Draft, last: number): Observed {
  const { condition, observed } = draft;
  if (!condition) {
    if (observed) return observed;
    throw new LitmusFault(last, 'expected an observe line', '');
  }
  const names = namesIn(condition.condition);
  const { line } = condition;
  for (const each of names) {
    if (!registerNamed(each)) draft.usage.push({ access: { location: name(each, line) }, line });
  }
  const stray = observed && names.find((one) => !observed.names.includes(one));
  if (stray !== null && stray !== undefined) {
    throw new LitmusFault(line.number, `expected what ${observed?.line.words[0]} names`, stray);
  }
  const moment = names.some(registerNamed) ? 'end' : 'crash';
  return observed ?? { names, moment, line };
}

function finished(draft: Draft, last: number): Program {
  closeThread(draft);
  if (draft.name === null) throw new LitmusFault(1, 'expected litmus "NAME"', '');
  if (draft.threads.length === 0) throw new LitmusFault(last, 'expected at least one thread', '');
  const observed = observedBy(draft, last);
  const foreign = observed.names.find((one) => {
    const register = registerNamed(one);
    return register && !draft.registers[register.thread]?.has(register.register);
  });
  if (foreign !== undefined) {
    const expected = 'expected a register that its thread loads (threads count from 0)';
    throw new LitmusFault(observed.line.number, expected, foreign);
  }
  const width = observed.names.length;
  for (const { state, line } of draft.expected ?? []) {
    if (state.length === width) continue;
    const expected = `expected states of ${width} ${width === 1 ? 'value' : 'values'}, as observe has`;
    throw new LitmusFault(line.number, expected, state.join(','));
  }
  const program: Program = {
    name: draft.name,
    mode: draft.mode ?? 'adr',
    lines: usedLocations(draft.declared, draft.usage),
    sizes: draft.declared?.sizes ?? {},
    initial: draft.initial,
    threads: draft.threads,
    moment: observed.moment,
    observed: observed.names,
    expected: draft.expected && sortedStates(draft.expected.map(({ state }) => state)),
    condition: draft.condition?.condition ?? null,
  };
  const misfit = checkSizes(program);
  if (misfit) throw new LitmusFault(last, misfit.expected, misfit.found);
  return program;
}
