import type { Operation, Program } from '../litmus/program.ts';

/** A location as the machine addresses it: its cache line and its place on that line. */
export interface Address {
  readonly line: number;
  readonly slot: number;
}

/** A litmus operation with names resolved and `if` blocks flattened to forward jumps. */
export type Instruction =
  | { readonly op: 'store' | 'ntstore'; readonly at: Address; readonly value: number }
  | { readonly op: 'load'; readonly register: number; readonly at: Address }
  | { readonly op: 'clflush' | 'clflushopt' | 'clwb'; readonly line: number }
  | { readonly op: 'sfence' }
  | { readonly op: 'mfence' }
  /** Locked read-modify-write; `old` is null for an exchange, which always stores. */
  | {
      readonly op: 'rmw';
      readonly register: number;
      readonly at: Address;
      readonly old: number | null;
      readonly desired: number;
    }
  | {
      readonly op: 'unless';
      readonly register: number;
      readonly value: number;
      readonly target: number;
    };

export interface Code {
  readonly threads: readonly (readonly Instruction[])[];
  /** How many locations each cache line holds. */
  readonly slots: readonly number[];
  readonly observed: readonly Address[];
}

export function compile(program: Program): Code {
  const addresses = new Map(
    program.lines.flatMap((locations, line) =>
      locations.map((location, slot) => [location, { line, slot }] as const),
    ),
  );
  const addressOf = (location: string): Address => {
    const address = addresses.get(location);
    if (!address) throw new Error(`location ${location} is on no line`);
    return address;
  };
  return {
    threads: program.threads.map((operations) => compileThread(operations, addressOf)),
    slots: program.lines.map((locations) => locations.length),
    observed: program.observed.map(addressOf),
  };
}

function compileThread(
  operations: readonly Operation[],
  addressOf: (location: string) => Address,
): Instruction[] {
  const registers = new Map<string, number>();
  const registerOf = (name: string): number => {
    const known = registers.get(name) ?? registers.size;
    registers.set(name, known);
    return known;
  };
  const emitBlock = (block: readonly Operation[], start: number): Instruction[] => {
    const code: Instruction[] = [];
    for (const operation of block) {
      if (operation.op !== 'if') {
        code.push(instruction(operation, addressOf, registerOf));
        continue;
      }
      const { value } = operation;
      const register = registerOf(operation.register);
      const body = emitBlock(operation.body, start + code.length + 1);
      const target = start + code.length + 1 + body.length;
      code.push({ op: 'unless', register, value, target }, ...body);
    }
    return code;
  };
  return emitBlock(operations, 0);
}

function instruction(
  operation: Exclude<Operation, { op: 'if' }>,
  addressOf: (location: string) => Address,
  registerOf: (name: string) => number,
): Instruction {
  switch (operation.op) {
    case 'store':
    case 'ntstore':
      return { op: operation.op, at: addressOf(operation.location), value: operation.value };
    case 'load':
      return {
        op: 'load',
        register: registerOf(operation.register),
        at: addressOf(operation.location),
      };
    case 'clflush':
    case 'clflushopt':
    case 'clwb':
      return { op: operation.op, line: addressOf(operation.location).line };
    case 'xchg':
    case 'cas':
      return {
        op: 'rmw',
        register: registerOf(operation.register),
        at: addressOf(operation.location),
        old: operation.op === 'cas' ? operation.old : null,
        desired: operation.op === 'cas' ? operation.desired : operation.value,
      };
    case 'sfence':
    case 'mfence':
      return { op: operation.op };
  }
}
