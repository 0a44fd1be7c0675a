import { formatCondition, renamed } from '../program/condition.ts';
import { LitmusFault } from '../program/fault.ts';
import {
  type Access,
  type Operand,
  type Operation,
  type Program,
  registerNamed,
  type Simple,
} from '../program/program.ts';

/** Registers that a program's own ones are mapped to; RAX and RCX serve instructions that need them. */
const free = ['rbx', 'rdx', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11'];
/** Registers that hold the address of a location accessed in parts. */
const pointers = ['r12', 'r13', 'r14', 'r15'];

const suffixes: Readonly<Record<number, string>> = { 1: 'b', 2: 'w', 4: 'l', 8: 'q' };

/**
 * The program in herd's format for `X86_64`. What herd does not know stands on information lines that it
 * passes over: `Lines=`, `Mode=`, `At=` and `Expect=`. herd7 itself has no CLWB and no persistency; it
 * reads everything else, and judges the end of the run.
 * @throws LitmusFault for a program with more registers or sized locations than the format has names for.
 */
export function formatHerd(program: Program): string {
  const threads = program.threads.map((thread, index) => new Writer(program, thread, index));
  const columns = threads.map((writer) => writer.cells);
  const rename = (name: string) => {
    const register = registerNamed(name);
    if (!register) return name;
    return `${register.thread}:${threads[register.thread]?.nameOf(register.register) ?? name}`;
  };
  const { condition, expected, lines, mode, moment } = program;
  const observed = program.observed.map(rename);
  return [
    `X86_64 ${program.name.replace(/\s+/g, '-')}`,
    `Lines=${lines.map((line) => line.join(' ')).join(' | ')}`,
    `Mode=${mode}`,
    `At=${moment}`,
    ...(expected ? [`Expect=${expected.map((state) => state.join(',')).join(' ')}`] : []),
    '{',
    ...lines.flat().flatMap((location) => initial(program, location)),
    ...threads.flatMap((writer) => writer.initial),
    '}',
    table(columns),
    `locations [${observed.map((name) => `${name};`).join(' ')}]`,
    ...(condition ? [formatCondition(renamed(condition, rename))] : ['exists (true)']),
    '',
  ].join('\n');
}

function initial(program: Program, location: string): string[] {
  const value = program.initial[location] ?? 0;
  const size = program.sizes[location];
  const type = size === undefined ? '' : `uint${8 * size}_t `;
  return value === 0 && type === '' ? [] : [`  ${type}${location} = ${value};`];
}

function table(columns: readonly (readonly string[])[]): string {
  const widths = columns.map((cells) => Math.max(2, ...cells.map(({ length }) => length)));
  const height = Math.max(...columns.map(({ length }) => length));
  const row = (cell: (column: number) => string) =>
    ` ${columns.map((_, at) => cell(at).padEnd(widths[at] ?? 0)).join(' | ')} ;`;
  return [
    row((column) => `P${column}`),
    ...Array.from({ length: height }, (_, at) => row((column) => columns[column]?.[at] ?? '')),
  ].join('\n');
}

class Writer {
  readonly cells: string[] = [];
  readonly initial: string[];
  readonly #registers = new Map<string, string>();
  readonly #pointers = new Map<string, string>();
  readonly #program: Program;
  readonly #thread: number;
  #labels = 0;

  constructor(program: Program, operations: readonly Operation[], thread: number) {
    this.#program = program;
    this.#thread = thread;
    this.#block(operations);
    this.initial = [...this.#pointers].map(
      ([location, register]) => `  ${thread}:${register} = ${location};`,
    );
  }

  /** The register that stands for one of the program's. */
  nameOf(register: string): string {
    const known = this.#registers.get(register);
    if (known) return known;
    const name = free[this.#registers.size];
    if (!name)
      throw new LitmusFault(1, `expected at most ${free.length} registers in a thread`, register);
    this.#registers.set(register, name);
    return name;
  }

  #block(operations: readonly Operation[]): void {
    for (const operation of operations) {
      if (operation.op !== 'if') {
        this.#one(operation);
        continue;
      }
      const label = `L${this.#thread}${this.#labels++}`;
      this.cells.push(`cmpq $${operation.value},%${this.nameOf(operation.register)}`);
      this.cells.push(`${operation.unequal ? 'je' : 'jne'} ${label}`);
      this.#block(operation.body);
      this.cells.push(`${label}:`);
    }
  }

  #one(operation: Simple): void {
    switch (operation.op) {
      case 'store':
        this.#add('mov', operation, this.#operand(operation.value, operation), null);
        break;
      case 'ntstore':
        this.#put('rcx', this.#source(operation.value));
        this.#add('movnti', operation, this.#part('rcx', operation), null);
        break;
      case 'load':
        this.#add('mov', operation, null, this.#part(this.nameOf(operation.register), operation));
        break;
      case 'set':
        this.#put(this.nameOf(operation.register), this.#source(operation.value));
        break;
      case 'xchg': {
        const register = this.nameOf(operation.register);
        this.#put(register, this.#source(operation.value));
        this.#add('xchg', operation, this.#part(register, operation), null);
        break;
      }
      case 'cas':
        this.#put('rcx', this.#source(operation.desired));
        this.#put('rax', this.#source(operation.old));
        this.#add('lock cmpxchg', operation, this.#part('rcx', operation), null);
        this.#put(this.nameOf(operation.register), '%rax');
        break;
      case 'clflush':
      case 'clflushopt':
      case 'clwb':
        this.cells.push(`${operation.op} (${operation.location})`);
        break;
      default:
        this.cells.push(operation.op);
    }
  }

  /** One operand is the location itself: null. */
  #add(mnemonic: string, access: Access, from: string | null, to: string | null): void {
    const bytes = access.part?.size ?? this.#program.sizes[access.location] ?? 8;
    const at = this.#at(access);
    this.cells.push(`${mnemonic}${suffixes[bytes] ?? 'q'} ${from ?? at},${to ?? at}`);
  }

  #put(register: string, source: string): void {
    this.cells.push(`movq ${source},%${register}`);
  }

  #source(value: Operand): string {
    return typeof value === 'number' ? `$${value}` : `%${this.nameOf(value.register)}`;
  }

  #operand(value: Operand, access: Access): string {
    return typeof value === 'number'
      ? `$${value}`
      : this.#part(this.nameOf(value.register), access);
  }

  #part(register: string, { location, part }: Access): string {
    return `%${narrowed(register, part?.size ?? this.#program.sizes[location] ?? 8)}`;
  }

  #at({ location, part }: Access): string {
    if (!part || part.offset === 0) return `(${location})`;
    const known = this.#pointers.get(location) ?? pointers[this.#pointers.size];
    if (!known)
      throw new LitmusFault(1, `expected at most ${pointers.length} locations in parts`, location);
    this.#pointers.set(location, known);
    return `${part.offset}(%${known})`;
  }
}

function narrowed(register: string, bytes: number): string {
  if (bytes === 8) return register;
  const [, number] = /^r(\d+)$/.exec(register) ?? [];
  if (number) return `${register}${{ 4: 'd', 2: 'w', 1: 'b' }[bytes] ?? ''}`;
  const stem = register.slice(1);
  if (bytes === 4) return `e${stem}`;
  if (bytes === 2) return stem;
  return stem.endsWith('x') ? `${stem[0]}l` : `${stem}l`;
}
