import type { Access, Program } from '../model/litmus/program/program.ts';
import type { Event } from './events.ts';

/** The bytes of its location that an access touches; a location without a size is the one unit 0. */
export function unitsOf(program: Program, { location, part }: Access): number[] {
  const size = part?.size ?? program.sizes[location];
  if (size === undefined) return [0];
  return Array.from({ length: size }, (_, byte) => (part?.offset ?? 0) + byte);
}

/** What a write leaves in one unit of its location; null where it does not write there. */
export function writtenTo({ writes, units }: Event, unit: number): number | null {
  const at = units.indexOf(unit);
  if (writes === null || at < 0) return null;
  return units.length === 1 ? writes : pieceOf(writes, at);
}

/** What a unit of a location holds at the start. */
export function initially(program: Program, location: string, unit: number): number {
  const value = program.initial[location] ?? 0;
  return program.sizes[location] === undefined ? value : pieceOf(value, unit);
}

/** The value that units make up, the first the least. */
export function composed(values: readonly number[]): number {
  return values.reduceRight((sum, value) => sum * 256 + value, 0);
}

function pieceOf(value: number, byte: number): number {
  return Math.floor(value / 256 ** byte) % 256;
}
