import type { Section } from '../herd/sections.ts';
import { LitmusFault } from '../program/fault.ts';

/** A register by number; 31 reads as zero. */
export type Source = { readonly register: number } | { readonly value: number };

export type Arithmetic = 'mov' | 'add' | 'sub' | 'eor' | 'and' | 'orr';

export type Instruction =
  | {
      readonly op: 'load';
      readonly to: number;
      readonly base: number;
      readonly index: number | null;
      /** LDAR and LDAXR: A; LDAPR: Q, which waits for no earlier STLR. */
      readonly acquire: 'A' | 'Q' | null;
      readonly exclusive: boolean;
    }
  | {
      readonly op: 'store';
      readonly from: number;
      readonly base: number;
      readonly index: number | null;
      readonly release: boolean;
      /** The register that STXR's status goes to; null for a plain store. */
      readonly status: number | null;
    }
  | { readonly op: 'clean'; readonly base: number; readonly deep: boolean }
  | { readonly op: 'fence'; readonly kind: 'dmb' | 'dmb.ld' | 'dmb.st' | 'dsb' | 'isb' }
  | {
      readonly op: 'compute';
      readonly with: Arithmetic;
      readonly to: number;
      readonly of: readonly Source[];
    }
  | { readonly op: 'compare'; readonly of: readonly Source[] }
  | {
      readonly op: 'jump';
      /** On the last comparison, on a register, or always. */
      readonly when:
        | 'equal'
        | 'unequal'
        | { readonly register: number; readonly zero: boolean }
        | null;
      readonly label: string;
    };

const loads: Readonly<Record<string, readonly ['A' | 'Q' | null, boolean]>> = {
  LDR: [null, false],
  LDAR: ['A', false],
  LDAPR: ['Q', false],
  LDXR: [null, true],
  LDAXR: ['A', true],
};

const barrier = 'SY|ISH|OSH|NSH';
const register = '(?:([XWxw])(\\d{1,2})|([XWxw][Zz][Rr]))';

/** The number of a register such as X3, W3 or XZR; null for another word. */
export function registerNumber(word: string): number | null {
  const [, , digits, zero] = new RegExp(`^${register}$`).exec(word.trim()) ?? [];
  if (zero) return 31;
  const number = Number(digits);
  return digits !== undefined && number <= 30 ? number : null;
}

/** @throws LitmusFault for an instruction that this reader does not have. */
export function instructionOf({ text, line }: Section): Instruction | null {
  const [, mnemonic = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text.trim()) ?? [];
  const word = mnemonic.toUpperCase();
  const operands = rest.split(/,(?![^[]*\])/).map((one) => one.trim());
  const [first = '', second = '', third = ''] = operands;
  const refuse = () =>
    new LitmusFault(
      line,
      'expected an AArch64 instruction (MOV, ADD, SUB, EOR, AND, ORR, CMP, B, B.EQ, B.NE, CBZ, CBNZ, ' +
        'LDR, LDAR, LDAPR, LDXR, LDAXR, STR, STLR, STXR, STLXR, DMB, DSB, ISB, DC CVAP, DC CVADP, NOP)',
      text,
    );
  const numbered = (one: string): number => {
    const number = registerNumber(one);
    if (number === null) throw refuse();
    return number;
  };
  const source = (one: string): Source => {
    const [, digits] = /^#(-?(?:\d{1,15}|0x[0-9a-fA-F]{1,12}))$/.exec(one) ?? [];
    return digits === undefined ? { register: numbered(one) } : { value: Number(digits) };
  };
  const address = (one: string) => {
    const [, base = '', , index] =
      /^\[\s*([A-Za-z0-9]+)\s*(,\s*([A-Za-z0-9]+)\s*(?:,\s*SXTW\s*)?)?\]$/i.exec(one) ?? [];
    return { base: numbered(base), index: index === undefined ? null : numbered(index) };
  };
  const load = loads[word];
  if (load && operands.length === 2) {
    const [acquire, exclusive] = load;
    return { op: 'load', to: numbered(first), ...address(second), acquire, exclusive };
  }
  switch (word) {
    case 'NOP':
      return null;
    case 'STR':
    case 'STLR':
      if (operands.length !== 2) throw refuse();
      return {
        op: 'store',
        from: numbered(first),
        ...address(second),
        release: word === 'STLR',
        status: null,
      };
    case 'STXR':
    case 'STLXR':
      if (operands.length !== 3) throw refuse();
      return {
        op: 'store',
        from: numbered(second),
        ...address(third),
        release: word === 'STLXR',
        status: numbered(first),
      };
    case 'DC': {
      const [, kind, base = ''] = /^(CVAP|CVADP)\s*,\s*(\S+)$/i.exec(rest.trim()) ?? [];
      if (!kind) throw refuse();
      return { op: 'clean', base: numbered(base), deep: kind.toUpperCase() === 'CVADP' };
    }
    case 'DMB':
    case 'DSB': {
      const [, , half] = new RegExp(`^(${barrier})?(LD|ST)?$`, 'i').exec(rest.trim()) ?? [];
      if (!new RegExp(`^(?:(?:${barrier})|(?:ISH|OSH|NSH)?(?:LD|ST))$`, 'i').test(rest.trim()))
        throw refuse();
      if (half && word === 'DSB') throw refuse();
      const kind = half ? (half.toUpperCase() === 'LD' ? 'dmb.ld' : 'dmb.st') : 'dmb';
      return { op: 'fence', kind: word === 'DSB' ? 'dsb' : kind };
    }
    case 'ISB':
      return { op: 'fence', kind: 'isb' };
    case 'CMP':
      return { op: 'compare', of: [source(first), source(second)] };
    case 'MOV':
      return { op: 'compute', with: 'mov', to: numbered(first), of: [source(second)] };
    case 'ADD':
    case 'SUB':
    case 'EOR':
    case 'AND':
    case 'ORR': {
      const of = [source(second), source(third)];
      return { op: 'compute', with: word.toLowerCase() as Arithmetic, to: numbered(first), of };
    }
    case 'B':
      return { op: 'jump', when: null, label: rest.trim() };
    case 'B.EQ':
    case 'BEQ':
    case 'B.NE':
    case 'BNE':
      return { op: 'jump', when: word.endsWith('EQ') ? 'equal' : 'unequal', label: rest.trim() };
    case 'CBZ':
    case 'CBNZ':
      return {
        op: 'jump',
        when: { register: numbered(first), zero: word === 'CBZ' },
        label: second,
      };
  }
  throw refuse();
}
