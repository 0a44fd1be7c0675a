import type { Address, Code } from '../px86/code.ts';
import type { Machine } from '../px86/machine.ts';
import type { State } from './program.ts';

/** Gathers what crashes leave in the observed locations, over many machine states. */
export interface Collector {
  readonly found: ReadonlyMap<string, State>;
  /** Adds every state that a crash of this machine can leave; false once the limit is reached. */
  add(machine: Machine): boolean;
}

/**
 * Looks at observed locations alone: versions of a line that differ elsewhere count once, and a memory
 * that offers the same choices as an earlier one is skipped.
 * @param limit combinations enumerated in all. Twenty stores to each of ten lines would otherwise
 *   make 20^10 of them from a single machine state.
 */
export function collector(code: Code, limit: number): Collector {
  const lines = [...new Set(code.observed.map(({ line }) => line))];
  const found = new Map<string, State>();
  const seen = new Set<string>();
  let enumerated = 0;
  return {
    found,
    add({ memory }) {
      const choices = lines.map((line) =>
        projections(memory.lines[line]?.versions ?? [], line, code),
      );
      const key = choices.map((versions) => versions.join(';')).join('|');
      if (seen.has(key)) return true;
      seen.add(key);
      enumerated += choices.reduce((product, versions) => product * versions.length, 1);
      if (enumerated > limit) return false;
      for (const combination of combinations(choices)) {
        const state = code.observed.map((at) => valueIn(combination, lines, at));
        found.set(state.join(','), state);
      }
      return true;
    },
  };
}

type Version = readonly number[];

/** The distinct versions of a line with everything that is not observed left out as 0. */
function projections(versions: readonly Version[], line: number, code: Code): readonly Version[] {
  const slots = new Set(code.observed.filter((at) => at.line === line).map(({ slot }) => slot));
  const distinct = new Map<string, Version>();
  for (const version of versions) {
    const projected = version.map((value, slot) => (slots.has(slot) ? value : 0));
    distinct.set(projected.join(','), projected);
  }
  return [...distinct.values()];
}

function* combinations(choices: readonly (readonly Version[])[]): Generator<readonly Version[]> {
  const [first, ...rest] = choices;
  if (!first) {
    yield [];
    return;
  }
  for (const tail of combinations(rest)) for (const version of first) yield [version, ...tail];
}

function valueIn(combination: readonly Version[], lines: readonly number[], at: Address): number {
  return combination[lines.indexOf(at.line)]?.[at.slot] ?? 0;
}
