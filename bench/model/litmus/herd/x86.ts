import { LitmusFault } from '../program/fault.ts';
import type { Operand, Simple } from '../program/program.ts';
import type { Section } from './sections.ts';
import { type HerdOperand, operandOf } from './x86-operands.ts';

/** One access to memory that an instruction makes: where, and of how many bytes if it says so. */
export interface Touch {
  readonly location: string;
  readonly offset: number;
  readonly bytes: number | null;
}

/** How instructions of one file are read. */
export interface Dialect {
  /** AT&T order: the source before the destination (`X86_64`); Intel's order otherwise (`X86`). */
  readonly sourceFirst: boolean;
  /** Resolves an address to a location's name; null where the register holds no address. */
  readonly pointer: (register: string) => string | null;
  /** Told of each access, so that sizes can be settled once all are known. */
  readonly touch: (touch: Touch) => void;
}

/** What a cell means: operations, a comparison for the next jump, a jump, or the end of the thread. */
export type Meaning =
  | { readonly kind: 'operations'; readonly operations: readonly Simple[] }
  | {
      readonly kind: 'compare';
      readonly operations: readonly Simple[];
      readonly register: string;
      readonly value: number;
    }
  | { readonly kind: 'jump'; readonly when: 'equal' | 'unequal' | 'always'; readonly label: string }
  | { readonly kind: 'return' };

const suffixes: Readonly<Record<string, number>> = { b: 1, w: 2, l: 4, q: 8 };
const sized = ['mov', 'movnti', 'xchg', 'cmpxchg', 'cmp', 'xor'];
const jumps: Readonly<Record<string, 'equal' | 'unequal' | 'always'>> = {
  je: 'equal',
  jz: 'equal',
  jne: 'unequal',
  jnz: 'unequal',
  jmp: 'always',
};

const known =
  'mov, movnti, xchg, lock cmpxchg, cmp, je, jne, jmp, xor of a register with itself, mfence, sfence, ' +
  'lfence, clflush, clflushopt, clwb, nop, ret';

/** @throws LitmusFault for an instruction that Px86 or this reader does not have. */
export function meaningOf(cell: Section, dialect: Dialect): Meaning {
  const text = cell.text.replace(/^lock\s*;?\s*/i, '');
  const locked = text !== cell.text;
  const [, mnemonic = '', rest = ''] = /^([A-Za-z0-9]+)\s*(.*)$/s.exec(text) ?? [];
  const word = mnemonic.toLowerCase();
  const when = jumps[word];
  if (when) return { kind: 'jump', when, label: rest.trim() };
  if (word === 'ret' || word === 'retq') return { kind: 'return' };
  const stem = sized.find(
    (one) => word === one || (word.startsWith(one) && word.slice(one.length) in suffixes),
  );
  const operands = splitOperands(rest).map((one) => {
    const operand = operandOf(one);
    if (!operand)
      throw new LitmusFault(cell.line, 'expected a register, $V, [L] or (L)', one.trim());
    return operand;
  });
  const reader = new Reader(cell, dialect, suffixes[word.slice(stem?.length)] ?? null, locked);
  return reader.read(stem ?? word, operands);
}

/** At commas outside parentheses. */
function splitOperands(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/,(?![^([]*[\])])/);
}

class Reader {
  readonly #cell: Section;
  readonly #dialect: Dialect;
  readonly #suffix: number | null;
  readonly #locked: boolean;

  constructor(cell: Section, dialect: Dialect, suffix: number | null, locked: boolean) {
    this.#cell = cell;
    this.#dialect = dialect;
    this.#suffix = suffix;
    this.#locked = locked;
  }

  read(stem: string, operands: readonly HerdOperand[]): Meaning {
    const [first, second] = operands;
    const [to, from] = this.#dialect.sourceFirst ? [second, first] : [first, second];
    if (operands.length === 0) return this.#bare(stem);
    if (operands.length === 1 && first) return this.#flush(stem, first);
    if (!to || !from || operands.length > 2) throw this.#unknown();
    switch (stem) {
      case 'mov':
        return this.#move(to, from);
      case 'movnti':
        return done({ op: 'ntstore', ...this.#place(to, from), value: this.#value(from) });
      case 'xchg':
        return this.#exchange(to, from);
      case 'cmpxchg':
        return this.#swap(to, from);
      case 'cmp':
        return this.#compare(to, from);
      case 'xor':
        if (to.kind === 'register' && from.kind === 'register' && to.name === from.name) {
          return done({ op: 'set', register: to.name, value: 0 });
        }
    }
    throw this.#unknown();
  }

  #bare(stem: string): Meaning {
    if (stem === 'mfence' || stem === 'sfence' || stem === 'lfence') return done({ op: stem });
    if (stem === 'nop' || stem === 'endbr64') return { kind: 'operations', operations: [] };
    throw this.#unknown();
  }

  #flush(stem: string, operand: HerdOperand): Meaning {
    if (stem !== 'clflush' && stem !== 'clflushopt' && stem !== 'clwb') throw this.#unknown();
    if (operand.kind !== 'memory') throw this.#unknown();
    return done({ op: stem, location: this.#location(operand) });
  }

  #move(to: HerdOperand, from: HerdOperand): Meaning {
    if (to.kind === 'memory') {
      return done({ op: 'store', ...this.#place(to, from), value: this.#value(from) });
    }
    if (to.kind !== 'register') throw this.#unknown();
    if (from.kind === 'memory') {
      return done({ op: 'load', register: to.name, ...this.#place(from, to) });
    }
    return done({ op: 'set', register: to.name, value: this.#value(from) });
  }

  #exchange(to: HerdOperand, from: HerdOperand): Meaning {
    const [memory, register] = to.kind === 'memory' ? [to, from] : [from, to];
    if (memory.kind !== 'memory' || register.kind !== 'register') throw this.#unknown();
    return done({
      op: 'xchg',
      register: register.name,
      ...this.#place(memory, register),
      value: { register: register.name },
    });
  }

  /** CMPXCHG compares with RAX and leaves what it read there, whether it stored or not. */
  #swap(to: HerdOperand, from: HerdOperand): Meaning {
    if (!this.#locked) {
      throw this.#refused('expected lock before cmpxchg');
    }
    if (from.kind !== 'register') throw this.#unknown();
    const old = { register: 'rax' };
    const desired = { register: from.name };
    return done({ op: 'cas', register: 'rax', ...this.#place(to, from), old, desired });
  }

  #compare(to: HerdOperand, from: HerdOperand): Meaning {
    const [value, other] = to.kind === 'immediate' ? [to, from] : [from, to];
    if (value.kind !== 'immediate' || other.kind === 'immediate') {
      throw this.#refused('expected cmp with one immediate');
    }
    if (other.kind === 'register') {
      return { kind: 'compare', operations: [], register: other.name, value: value.value };
    }
    const register = 'compared';
    const load: Simple = { op: 'load', register, ...this.#place(other, value) };
    return { kind: 'compare', operations: [load], register, value: value.value };
  }

  #value(operand: HerdOperand): Operand {
    if (operand.kind === 'immediate') return operand.value;
    if (operand.kind !== 'register') throw this.#unknown();
    if (this.#dialect.pointer(operand.name) !== null) {
      throw this.#refused('expected a value, not the address that the register holds');
    }
    return { register: operand.name };
  }

  /** The accessed location; its part is settled later, since it depends on all other accesses. */
  #place(
    operand: HerdOperand,
    other: HerdOperand,
  ): { location: string; part: { offset: number; size: number } } {
    if (operand.kind !== 'memory') throw this.#unknown();
    const location = this.#location(operand);
    const bytes = this.#suffix ?? (other.kind === 'register' ? other.bytes : null);
    const { offset } = operand;
    this.#dialect.touch({ location, offset, bytes });
    return { location, part: { offset, size: bytes ?? 0 } };
  }

  #location(operand: Extract<HerdOperand, { kind: 'memory' }>): string {
    if (!operand.register) return operand.base;
    const location = this.#dialect.pointer(operand.base);
    if (location === null) {
      throw this.#refused(`expected ${operand.base} to hold an address from the initial state`);
    }
    return location;
  }

  #unknown(): LitmusFault {
    return this.#refused(`expected an instruction (${known})`);
  }

  #refused(expected: string): LitmusFault {
    return new LitmusFault(this.#cell.line, expected, this.#cell.text);
  }
}

function done(operation: Simple): Meaning {
  return { kind: 'operations', operations: [operation] };
}
