import { LitmusFault } from '../program/fault.ts';
import { limit } from '../program/limit.ts';
import { type Operation, type Program, registerNamed, sortedStates } from '../program/program.ts';
import { checkSizes, flat } from '../program/sizes.ts';
import { type InitialState, initialStateOf } from './initial-state.ts';
import { conditionOf, modeOf, observedBy } from './question.ts';
import { type Section, type Sections, sectionsOf } from './sections.ts';
import { type Sizes, settled } from './settle-sizes.ts';
import { structured } from './structure.ts';
import { type Dialect, meaningOf, type Touch } from './x86.ts';
import { registerOf } from './x86-operands.ts';

const architectures: Readonly<Record<string, { readonly sourceFirst: boolean }>> = {
  x86: { sourceFirst: false },
  x86_64: { sourceFirst: true },
};

/**
 * Reads a litmus test in the format of herd7 and litmus7 (Alglave, Maranget and Tautschnig, TOPLAS 2014)
 * for `X86` and `X86_64`. Each location gets a cache line of its own, unless an information line
 * `Lines=x z | y` says otherwise; `Mode=eadr` likewise.
 *
 * The condition is about the end of the run, as in herd, unless the program flushes a line and the
 * condition names no register: then it is about what a crash leaves. `At=crash` or `At=end` decides.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function parseHerd(text: string): Program {
  const sections = sectionsOf(text);
  const architecture = architectures[sections.architecture.toLowerCase()];
  if (!architecture) {
    const expected = 'expected litmus "NAME", or X86, X86_64 or AArch64 and a name';
    throw new LitmusFault(1, expected, sections.architecture);
  }
  const start = initialStateOf(sections.initial);
  const { threads, touches } = readThreads(sections, start, architecture.sourceFirst);
  const canonical = (name: string) => registerOf(name)?.name ?? null;
  const condition = conditionOf(sections, canonical);
  const observed = observedBy(sections, condition, canonical);
  const sizes = settled(start, touches);
  const bodies = threads.map((thread, index) => [
    ...initialRegisters(start, index),
    ...thread.map((one) => resized(one, sizes)),
  ]);
  const program: Program = {
    name: sections.name || 'unnamed',
    mode: modeOf(sections.information.get('Mode')),
    lines: linesOf(sections.information.get('Lines'), start, bodies, observed),
    sizes: Object.fromEntries([...sizes].filter(([, size]) => size !== null)) as Record<
      string,
      number
    >,
    initial: Object.fromEntries(
      [...start.locations].flatMap(([name, { value }]) => (value === 0 ? [] : [[name, value]])),
    ),
    threads: bodies,
    moment: momentOf(sections.information.get('At'), observed, bodies),
    observed,
    expected: expectedBy(sections.information.get('Expect'), observed.length),
    condition,
  };
  check(program, sections);
  return program;
}

function readThreads(
  sections: Sections,
  start: InitialState,
  sourceFirst: boolean,
): { threads: Operation[][]; touches: Touch[] } {
  if (sections.threads.length > limit.threads) {
    throw new LitmusFault(1, `expected at most ${limit.threads} threads`, '');
  }
  const touches: Touch[] = [];
  const threads = sections.threads.map((cells, thread) => {
    const pointers = new Map(
      start.registers.flatMap(({ thread: of, register, value }) =>
        of === thread && typeof value === 'string'
          ? [[registerOf(register)?.name ?? register, value] as const]
          : [],
      ),
    );
    const dialect: Dialect = {
      sourceFirst,
      pointer: (register) => pointers.get(register) ?? null,
      touch: (touch) => touches.push(touch),
    };
    return structured(cells, (cell) => meaningOf(cell, dialect));
  });
  return { threads, touches };
}

function initialRegisters(start: InitialState, thread: number): Operation[] {
  return start.registers.flatMap(({ thread: of, register, value, line }): Operation[] => {
    if (of !== thread || typeof value === 'string') return [];
    const known = registerOf(register);
    if (!known) throw new LitmusFault(line, 'expected an x86 register', register);
    return [{ op: 'set', register: known.name, value }];
  });
}

function resized(operation: Operation, sizes: Sizes): Operation {
  if (operation.op === 'if') {
    return { ...operation, body: operation.body.map((one) => resized(one, sizes)) };
  }
  if (!('part' in operation) || !operation.part) return operation;
  const { part, ...whole } = operation;
  const size = sizes.get(operation.location) ?? null;
  return size === null || part.size === 0 || part.size === size ? (whole as Operation) : operation;
}

function momentOf(
  section: Section | undefined,
  observed: readonly string[],
  threads: readonly (readonly Operation[])[],
): Program['moment'] {
  const registers = observed.some((name) => registerNamed(name));
  const { text } = section ?? { text: null };
  if (text !== null && text !== 'end' && (text !== 'crash' || registers)) {
    const expected = 'expected At=end, or At=crash and no register in the condition';
    throw new LitmusFault(section?.line ?? 1, expected, text);
  }
  if (text === 'end' || text === 'crash') return text;
  return !registers && flat(threads.flat()).some(flushes) ? 'crash' : 'end';
}

const flushes = ({ op }: Operation): boolean => ['clflush', 'clflushopt', 'clwb'].includes(op);

function linesOf(
  section: Section | undefined,
  start: InitialState,
  threads: readonly (readonly Operation[])[],
  observed: readonly string[],
): string[][] {
  const used = new Set(start.locations.keys());
  for (const operation of flat(threads.flat()))
    if ('location' in operation) used.add(operation.location);
  for (const name of observed) if (!registerNamed(name)) used.add(name);
  if (!section) return [...used].map((name) => [name]);
  const lines = section.text.split('|').map((line) => line.trim().split(/\s+/));
  const declared = lines.flat();
  if (
    new Set(declared).size !== declared.length ||
    [...used].some((name) => !declared.includes(name))
  ) {
    throw new LitmusFault(section.line, 'expected Lines= to name each location once', section.text);
  }
  return lines;
}

function expectedBy(section: Section | undefined, width: number): Program['expected'] {
  if (!section) return null;
  const states = section.text.split(/\s+/).map((state) => state.split(',').map(Number));
  if (states.some((state) => state.length !== width || !state.every(Number.isSafeInteger))) {
    throw new LitmusFault(section.line, `expected states of ${width} integers`, section.text);
  }
  return sortedStates(states);
}

function check(program: Program, { initial }: Sections): void {
  const operations = [...flat(program.threads.flat())].length;
  if (operations > limit.operations) {
    throw new LitmusFault(initial.line, `expected at most ${limit.operations} operations`, '');
  }
  const misfit = checkSizes(program);
  if (misfit) throw new LitmusFault(initial.line, misfit.expected, misfit.found);
}
