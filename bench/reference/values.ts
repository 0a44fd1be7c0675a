import type { Access, Operand, Operation, Program } from '../model/litmus/program/program.ts';
import type { Values } from './events.ts';
import { composed, initially, unitsOf } from './units.ts';

/**
 * What an access may ever read: what the locations hold at first, what the program text writes, and
 * what it copies from one to another through registers, until nothing new turns up. Too many values
 * only cost time, since no total order justifies reading them.
 */
export function valuesOf(program: Program): Values {
  const held = new Map<string, Set<number>>();
  const assigned = new Map<string, Set<number>>();
  const ofUnit = (location: string, unit: number) => {
    const key = `${location} ${unit}`;
    const known = held.get(key) ?? new Set([initially(program, location, unit)]);
    held.set(key, known);
    return known;
  };
  const values: Values = (access) => {
    const units = unitsOf(program, access).map((unit) => [...ofUnit(access.location, unit)]);
    if (units.length === 1) return units[0] ?? [];
    const combinations = units.reduce<number[][]>(
      (heads, choices) => heads.flatMap((head) => choices.map((choice) => [...head, choice])),
      [[]],
    );
    return combinations.map(composed);
  };
  const ofRegister = (thread: number, register: string) => {
    const key = `${thread}:${register}`;
    const known = assigned.get(key) ?? new Set([0]);
    assigned.set(key, known);
    return known;
  };
  let grown = true;
  const add = (set: Set<number>, value: number) => {
    if (set.has(value)) return;
    set.add(value);
    grown = true;
  };
  const worth = (thread: number, operand: Operand) =>
    typeof operand === 'number' ? [operand] : [...ofRegister(thread, operand.register)];
  const written = (at: Access, operand: Operand, thread: number) => {
    const units = unitsOf(program, at);
    for (const value of worth(thread, operand)) {
      for (const [index, unit] of units.entries()) {
        const piece = units.length === 1 ? value : Math.floor(value / 256 ** index) % 256;
        add(ofUnit(at.location, unit), piece);
      }
    }
  };
  const visit = (operation: Operation, thread: number): void => {
    if (operation.op === 'if') {
      for (const inner of operation.body) visit(inner, thread);
      return;
    }
    if (operation.op === 'store' || operation.op === 'ntstore' || operation.op === 'xchg') {
      written(operation, operation.value, thread);
    }
    if (operation.op === 'cas') written(operation, operation.desired, thread);
    if (operation.op === 'load' || operation.op === 'xchg' || operation.op === 'cas') {
      const register = ofRegister(thread, operation.register);
      for (const value of values(operation)) add(register, value);
    }
    if (operation.op === 'set') {
      const register = ofRegister(thread, operation.register);
      for (const value of worth(thread, operation.value)) add(register, value);
    }
  };
  while (grown) {
    grown = false;
    for (const [thread, operations] of program.threads.entries()) {
      for (const operation of operations) visit(operation, thread);
    }
  }
  return values;
}
