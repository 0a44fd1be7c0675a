import type { Operand, Operation, Program } from './program.ts';

/**
 * The first value of the program that does not fit the location, or the part of one, that it is stored
 * in; null where all fit. Registers always fit: they hold what some access of at most that size read, or
 * their store is cut as the processor would, so wider ones are refused here too.
 */
export function checkSizes(program: Program): { expected: string; found: string } | null {
  const fits = (location: string, bytes: number | undefined, value: number) => {
    const size = bytes ?? program.sizes[location];
    if (size === undefined || (value >= 0 && value < 256 ** size)) return null;
    return {
      expected: `expected an unsigned value of ${size} bytes for ${location}`,
      found: `${value}`,
    };
  };
  for (const [location, value] of Object.entries(program.initial)) {
    const misfit = fits(location, undefined, value);
    if (misfit) return misfit;
  }
  for (const thread of program.threads) {
    /** Most bytes that a register may hold; null where it may hold any integer. */
    const widths = new Map<string, number>();
    for (const operation of flat(thread)) {
      if (!('location' in operation)) {
        if (operation.op === 'set')
          widths.set(operation.register, widthOf(operation.value, widths));
        continue;
      }
      const { location } = operation;
      const bytes = 'part' in operation ? operation.part?.size : undefined;
      for (const stored of storedBy(operation)) {
        const wide = typeof stored === 'object' && widthOf(stored, widths);
        const size = bytes ?? program.sizes[location];
        if (typeof stored === 'number') {
          const misfit = fits(location, bytes, stored);
          if (misfit) return misfit;
        } else if (wide && size !== undefined && wide > size) {
          const expected = `expected a register of at most ${size} bytes for ${location}`;
          return { expected, found: stored.register };
        }
      }
      if ('register' in operation) {
        const read = bytes ?? program.sizes[location] ?? Number.POSITIVE_INFINITY;
        widths.set(operation.register, Math.max(read, widths.get(operation.register) ?? 0));
      }
    }
  }
  return null;
}

/** Every operation, those in blocks of an `if` behind it. */
export function* flat(operations: readonly Operation[]): Generator<Operation> {
  for (const operation of operations) {
    yield operation;
    if (operation.op === 'if') yield* flat(operation.body);
  }
}

function storedBy(operation: Operation): Operand[] {
  if (operation.op === 'cas') return [operation.desired];
  return operation.op === 'store' || operation.op === 'ntstore' || operation.op === 'xchg'
    ? [operation.value]
    : [];
}

/** Bytes that a value needs; unbounded for negative ones, which no sized location holds. */
function widthOf(value: Operand, widths: ReadonlyMap<string, number>): number {
  if (typeof value === 'object') return widths.get(value.register) ?? Number.POSITIVE_INFINITY;
  if (value < 0) return Number.POSITIVE_INFINITY;
  return [1, 2, 4, 8].find((size) => value < 256 ** size) ?? 8;
}
