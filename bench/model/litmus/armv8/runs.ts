import type { Arithmetic, Instruction, Source } from './instruction.ts';
import type { ArmThread } from './read.ts';

/** One memory access, clean or fence of a thread, with what it depends on. */
export interface ArmEvent {
  readonly thread: number;
  /** Position in program order, among the thread's events. */
  readonly position: number;
  /** `C` is a DC CVAP or DC CVADP. */
  readonly kind: 'R' | 'W' | 'C' | 'dmb' | 'dmb.ld' | 'dmb.st' | 'dsb' | 'isb';
  readonly location: string | null;
  /** What is read or written. */
  readonly value: number;
  readonly acquire: 'A' | 'Q' | null;
  readonly release: boolean;
  readonly deep: boolean;
  /** The load of the pair, for a successful store-exclusive. */
  readonly pair: number | null;
  /** Positions of the reads that the address, the data, and whether this is reached at all depend on. */
  readonly address: ReadonlySet<number>;
  readonly data: ReadonlySet<number>;
  readonly control: ReadonlySet<number>;
}

/** One way in which a thread may run. */
export interface ArmRun {
  readonly events: readonly ArmEvent[];
  readonly registers: ReadonlyMap<number, number | string>;
}

/** A register's content: an integer or an address, and the reads that it comes from. */
interface Held {
  readonly value: number | string;
  readonly from: ReadonlySet<number>;
}

interface State {
  readonly pc: number;
  readonly registers: ReadonlyMap<number, Held>;
  readonly events: readonly ArmEvent[];
  readonly control: ReadonlySet<number>;
  readonly flags: { readonly equal: boolean; readonly from: ReadonlySet<number> };
  /** Position of the last load-exclusive that no store-exclusive has followed. */
  readonly reserved: number | null;
}

const none: ReadonlySet<number> = new Set();

/** Every run of a thread, by guessing what its loads read; executions throw out the unjustified. */
export function runsOf(
  thread: ArmThread,
  index: number,
  values: (location: string) => readonly number[],
): ArmRun[] {
  const registers = new Map(
    [...thread.registers].map(([number, value]) => [number, { value, from: none }] as const),
  );
  const start: State = {
    pc: 0,
    registers,
    events: [],
    control: none,
    flags: { equal: false, from: none },
    reserved: null,
  };
  const done: ArmRun[] = [];
  const open = [start];
  for (let state = open.pop(); state; state = open.pop()) {
    const instruction = thread.code[state.pc];
    if (instruction) open.push(...after(thread, index, state, instruction, values));
    else {
      const final = [...state.registers].map(([number, { value }]) => [number, value] as const);
      done.push({ events: state.events, registers: new Map(final) });
    }
  }
  return done;
}

function after(
  thread: ArmThread,
  index: number,
  state: State,
  instruction: Instruction,
  values: (location: string) => readonly number[],
): State[] {
  const next = { ...state, pc: state.pc + 1 };
  const held = (number: number): Held =>
    number === 31
      ? { value: 0, from: none }
      : (state.registers.get(number) ?? { value: 0, from: none });
  const from = (source: Source): Held =>
    'value' in source ? { value: source.value, from: none } : held(source.register);
  const assigned = (number: number, value: Held) => new Map(state.registers).set(number, value);
  const position = state.events.length;
  const event = (one: Partial<ArmEvent> & Pick<ArmEvent, 'kind'>): ArmEvent => ({
    thread: index,
    position,
    location: null,
    value: 0,
    acquire: null,
    release: false,
    deep: false,
    pair: null,
    address: none,
    data: none,
    control: state.control,
    ...one,
  });
  const place = (base: number, offset: number | null) => {
    const at = held(base);
    const by = offset === null ? { value: 0, from: none } : held(offset);
    // An address that was itself computed or read names no location: no such run is followed.
    if (typeof at.value !== 'string' || by.value !== 0) return null;
    return { location: at.value, address: union(at.from, by.from) };
  };
  switch (instruction.op) {
    case 'load': {
      const at = place(instruction.base, instruction.index);
      if (!at) return [];
      return values(at.location).map((value) => ({
        ...next,
        events: [...state.events, event({ kind: 'R', ...at, value, acquire: instruction.acquire })],
        registers: assigned(instruction.to, { value, from: new Set([position]) }),
        reserved: instruction.exclusive ? position : state.reserved,
      }));
    }
    case 'store': {
      const at = place(instruction.base, instruction.index);
      const data = held(instruction.from);
      if (!at || typeof data.value !== 'number') return [];
      const { status, release } = instruction;
      const write = { kind: 'W' as const, ...at, value: data.value, data: data.from, release };
      if (status === null) return [{ ...next, events: [...state.events, event(write)] }];
      const failed = {
        ...next,
        registers: assigned(status, { value: 1, from: none }),
        reserved: null,
      };
      const loaded = state.reserved === null ? undefined : state.events[state.reserved];
      if (loaded?.location !== at.location) return [failed];
      const stored = {
        ...failed,
        events: [...state.events, event({ ...write, pair: state.reserved })],
        registers: assigned(status, { value: 0, from: none }),
      };
      return [stored, failed];
    }
    case 'clean': {
      const at = place(instruction.base, null);
      if (!at) return [];
      return [
        { ...next, events: [...state.events, event({ kind: 'C', ...at, deep: instruction.deep })] },
      ];
    }
    case 'fence':
      return [{ ...next, events: [...state.events, event({ kind: instruction.kind })] }];
    case 'compute': {
      const operands = instruction.of.map(from);
      const value = computed(
        instruction.with,
        operands.map((one) => one.value),
      );
      if (value === null) return [];
      const sources = operands.reduce((all, one) => union(all, one.from), none);
      return [{ ...next, registers: assigned(instruction.to, { value, from: sources }) }];
    }
    case 'compare': {
      const [a, b] = instruction.of.map(from);
      const sources = union(a?.from ?? none, b?.from ?? none);
      return [{ ...next, flags: { equal: a?.value === b?.value, from: sources } }];
    }
    case 'jump': {
      const { when } = instruction;
      const target = thread.labels.get(instruction.label) ?? thread.code.length;
      if (when === null) return [{ ...state, pc: target }];
      const tested = typeof when === 'object' ? held(when.register) : null;
      const sources = tested ? tested.from : state.flags.from;
      const taken =
        typeof when === 'object'
          ? (tested?.value === 0) === when.zero
          : state.flags.equal === (when === 'equal');
      return [
        { ...(taken ? { ...state, pc: target } : next), control: union(state.control, sources) },
      ];
    }
  }
}

function computed(
  operation: Arithmetic,
  operands: readonly (number | string)[],
): number | string | null {
  const [a, b] = operands;
  if (operation === 'mov') return a ?? null;
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  const big = { a: BigInt(a), b: BigInt(b) };
  const result = {
    add: () => a + b,
    sub: () => a - b,
    eor: () => Number(big.a ^ big.b),
    and: () => Number(big.a & big.b),
    orr: () => Number(big.a | big.b),
  }[operation]();
  return Number.isSafeInteger(result) ? result : null;
}

function union(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  if (b.size === 0) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}
