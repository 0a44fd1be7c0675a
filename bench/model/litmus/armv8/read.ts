import { initialStateOf } from '../herd/initial-state.ts';
import { conditionOf, modeOf, observedBy } from '../herd/question.ts';
import { type Section, sectionsOf } from '../herd/sections.ts';
import { unlabelled } from '../herd/structure.ts';
import { LitmusFault } from '../program/fault.ts';
import { limit } from '../program/limit.ts';
import { type Question, registerNamed } from '../program/program.ts';
import { type Instruction, instructionOf, registerNumber } from './instruction.ts';

export interface ArmThread {
  readonly code: readonly Instruction[];
  /** Where each label stands: an index into `code`. */
  readonly labels: ReadonlyMap<string, number>;
  /** By register: an integer, or the location whose address it holds. */
  readonly registers: ReadonlyMap<number, number | string>;
}

/** A herd litmus test for `AArch64`; every location has a cache line of its own. */
export interface ArmProgram extends Question {
  readonly architecture: 'AArch64';
  readonly mode: 'adr' | 'adr-fails';
  readonly initial: ReadonlyMap<string, number>;
  readonly threads: readonly ArmThread[];
}

export function isArm(program: Question): program is ArmProgram {
  return 'architecture' in program;
}

/** @throws LitmusFault naming the line and what was expected there. */
export function parseArm(text: string): ArmProgram {
  const sections = sectionsOf(text);
  const start = initialStateOf(sections.initial);
  if (sections.threads.length > limit.threads) {
    throw new LitmusFault(1, `expected at most ${limit.threads} threads`, '');
  }
  const canonical = (name: string) => {
    const number = registerNumber(name);
    return number === null || number > 30 ? null : `X${number}`;
  };
  const condition = conditionOf(sections, canonical);
  const observed = observedBy(sections, condition, canonical);
  const threads = sections.threads.map((cells, thread) => {
    const registers = new Map(
      start.registers.flatMap(({ thread: of, register, value, line }) => {
        const number = registerNumber(register);
        if (number === null)
          throw new LitmusFault(line, 'expected a register such as X0', register);
        return of === thread ? [[number, value] as const] : [];
      }),
    );
    return { ...assembled(cells), registers };
  });
  const count = threads.reduce((sum, { code }) => sum + code.length, 0);
  if (count > 64) throw new LitmusFault(1, 'expected at most 64 instructions', `${count}`);
  const mode = modeOf(sections.information.get('Mode'));
  if (mode !== 'adr' && mode !== 'adr-fails') {
    throw new LitmusFault(1, 'expected Mode=adr or Mode=adr-fails for AArch64', mode);
  }
  const cleans = threads.some(({ code }) => code.some(({ op }) => op === 'clean'));
  const registers = observed.some((name) => registerNamed(name));
  const at = sections.information.get('At')?.text;
  if (at === 'crash' && registers) {
    throw new LitmusFault(1, 'expected no register in the condition with At=crash', at);
  }
  return {
    architecture: 'AArch64',
    name: sections.name,
    mode,
    initial: new Map([...start.locations].map(([name, { value }]) => [name, value])),
    threads,
    moment: at === 'crash' || (at !== 'end' && cleans && !registers) ? 'crash' : 'end',
    observed,
    expected: null,
    condition,
  };
}

function assembled(cells: readonly Section[]): Pick<ArmThread, 'code' | 'labels'> {
  const code: Instruction[] = [];
  const labels = new Map<string, number>();
  const lines: number[] = [];
  for (const cell of unlabelled(cells, (label) => labels.set(label, code.length))) {
    const instruction = instructionOf(cell);
    if (!instruction) continue;
    code.push(instruction);
    lines.push(cell.line);
  }
  for (const [at, instruction] of code.entries()) {
    if (instruction.op !== 'jump') continue;
    if ((labels.get(instruction.label) ?? -1) <= at) {
      const expected = 'expected a jump forward to a label of the thread (no loops)';
      throw new LitmusFault(lines[at] ?? 1, expected, instruction.label);
    }
  }
  return { code, labels };
}
