import type { Access, Operand, Operation, Program, Simple } from '../litmus/program/program.ts';
import type { Address } from './address.ts';
import { layoutOf } from './layout.ts';

/** An operand with its register by number. */
export type Source = number | { readonly register: number };

/** A litmus operation with names resolved and `if` blocks flattened to forward jumps. */
export type Instruction =
  | { readonly op: 'store' | 'ntstore'; readonly at: Address; readonly value: Source }
  | { readonly op: 'load'; readonly register: number; readonly at: Address }
  | { readonly op: 'clflush' | 'clflushopt' | 'clwb'; readonly line: number }
  | { readonly op: 'sfence' }
  | { readonly op: 'mfence' }
  | { readonly op: 'lfence' }
  | { readonly op: 'set'; readonly register: number; readonly value: Source }
  /** Locked read-modify-write; `old` is null for an exchange, which always stores. */
  | {
      readonly op: 'rmw';
      readonly register: number;
      readonly at: Address;
      readonly old: Source | null;
      readonly desired: Source;
    }
  /** Jumps to `target` unless the register compares with the value as `equal` says. */
  | {
      readonly op: 'unless';
      readonly register: number;
      readonly equal: boolean;
      readonly value: number;
      readonly target: number;
    };

/** Something that makes up a state: memory, or a register at the end. */
export type Observable = Address | { readonly thread: number; readonly register: number };

export interface Code {
  readonly threads: readonly (readonly Instruction[])[];
  /** By cache line, what each of its slots holds at the start. */
  readonly initial: readonly (readonly number[])[];
  readonly observed: readonly Observable[];
}

export function compile(program: Program): Code {
  const layout = layoutOf(program);
  const registers = program.threads.map(() => new Map<string, number>());
  return {
    threads: program.threads.map((operations, thread) =>
      compileThread(operations, layout.addressOf, registers[thread] ?? new Map()),
    ),
    initial: layout.initial,
    observed: program.observed.map((name): Observable => {
      const [first = '', register] = name.split(':');
      if (register === undefined) return layout.addressOf({ location: name });
      const thread = Number(first);
      // A register that the thread never assigns stays 0, which is what a missing one reads as.
      return { thread, register: registers[thread]?.get(register) ?? Number.MAX_SAFE_INTEGER };
    }),
  };
}

function compileThread(
  operations: readonly Operation[],
  addressOf: (access: Access) => Address,
  registers: Map<string, number>,
): Instruction[] {
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
      const { value, unequal } = operation;
      const register = registerOf(operation.register);
      const body = emitBlock(operation.body, start + code.length + 1);
      const target = start + code.length + 1 + body.length;
      code.push({ op: 'unless', register, equal: !unequal, value, target }, ...body);
    }
    return code;
  };
  return emitBlock(operations, 0);
}

function instruction(
  operation: Simple,
  addressOf: (access: Access) => Address,
  registerOf: (name: string) => number,
): Instruction {
  const sourceOf = (operand: Operand): Source =>
    typeof operand === 'number' ? operand : { register: registerOf(operand.register) };
  switch (operation.op) {
    case 'store':
    case 'ntstore':
      return { op: operation.op, at: addressOf(operation), value: sourceOf(operation.value) };
    case 'load':
      return { op: 'load', register: registerOf(operation.register), at: addressOf(operation) };
    case 'set':
      return {
        op: 'set',
        register: registerOf(operation.register),
        value: sourceOf(operation.value),
      };
    case 'clflush':
    case 'clflushopt':
    case 'clwb':
      return { op: operation.op, line: addressOf({ location: operation.location }).line };
    case 'xchg':
    case 'cas':
      return {
        op: 'rmw',
        register: registerOf(operation.register),
        at: addressOf(operation),
        old: operation.op === 'cas' ? sourceOf(operation.old) : null,
        desired: sourceOf(operation.op === 'cas' ? operation.desired : operation.value),
      };
    case 'sfence':
    case 'mfence':
    case 'lfence':
      return { op: operation.op };
  }
}
