import fc from 'fast-check';
import type { Access, Operation, Program, Simple } from '../model/litmus/program/program.ts';

interface Layout {
  readonly lines: Program['lines'];
  readonly sizes: Program['sizes'];
}

const layouts: readonly Layout[] = [
  { lines: [['x'], ['y']], sizes: {} },
  { lines: [['x', 'y']], sizes: {} },
  { lines: [['x', 'z'], ['y']], sizes: {} },
  { lines: [['x'], ['y'], ['z']], sizes: {} },
  { lines: [['x', 'z'], ['y']], sizes: { x: 2 } },
];

/** Total operations that the reference still answers in milliseconds, by number of threads. */
const operationsPerThread = [8, 4, 3] as const;

/** Small programs over every operation, layout and mode, for comparing the two implementations. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(fc.constantFrom(...layouts), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .chain(([{ lines, sizes }, threads, atEnd]) => {
    const locations = lines.flat();
    const maxLength = operationsPerThread[threads - 1] ?? 1;
    return fc
      .record({
        mode: fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom('adr' as const, 'eadr' as const) },
          {
            weight: 1,
            arbitrary: fc.constantFrom('gpf' as const, 'adr-fails' as const, 'gpf-fails' as const),
          },
        ),
        initial: fc.oneof(
          { weight: 2, arbitrary: fc.constant({}) },
          { weight: 1, arbitrary: fc.record({ y: fc.integer({ min: 1, max: 2 }) }) },
        ),
        threads: fc.array(thread(locations, sizes, maxLength), {
          minLength: threads,
          maxLength: threads,
        }),
      })
      .map(({ mode, initial, threads: bodies }) => {
        const registers = bodies.flatMap((body, index) =>
          body.some((one) => 'register' in one && one.op !== 'if') ? [`${index}:r`] : [],
        );
        // One in four programs is asked about its end, where it has a register to look at.
        const end = atEnd && registers.length > 0;
        return {
          name: 'generated',
          mode,
          lines,
          sizes,
          initial,
          threads: bodies,
          moment: end ? ('end' as const) : ('crash' as const),
          observed: end ? [...registers, ...locations] : locations,
          expected: null,
          condition: null,
        };
      });
  });

/**
 * An `if` is put around the operations after the first read, on the register that it assigned; stores
 * after it may store that register.
 */
function thread(
  locations: readonly string[],
  sizes: Program['sizes'],
  maxLength: number,
): fc.Arbitrary<Operation[]> {
  const operations = fc.array(operation(locations, sizes), { minLength: 1, maxLength });
  const branch = fc.option(
    fc.record({ value: fc.integer({ min: 0, max: 2 }), unequal: fc.boolean() }),
  );
  return fc.tuple(operations, branch, fc.boolean()).map(([all, chosen, copies]) => {
    const read = all.findIndex((one) => 'register' in one);
    if (read < 0) return all;
    const rest = all.slice(read + 1).map((one) => (copies ? copying(one, sizes) : one));
    if (chosen === null || rest.length === 0) return [...all.slice(0, read + 1), ...rest];
    const unequal = chosen.unequal ? { unequal: true as const } : {};
    const body = { op: 'if' as const, register: 'r', ...unequal, value: chosen.value, body: rest };
    return [...all.slice(0, read + 1), body];
  });
}

/** A store of the register in place of a number, where its location has no size to overflow. */
function copying(one: Operation, sizes: Program['sizes']): Operation {
  const stores = one.op === 'store' || one.op === 'ntstore' || one.op === 'xchg';
  return stores && sizes[one.location] === undefined ? { ...one, value: { register: 'r' } } : one;
}

function operation(locations: readonly string[], sizes: Program['sizes']): fc.Arbitrary<Simple> {
  const location = fc.constantFrom(...locations);
  const value = fc.integer({ min: 1, max: 2 });
  const access: fc.Arbitrary<Access> = fc
    .tuple(location, fc.constantFrom(null, 0, 1))
    .map(([name, offset]) =>
      offset === null || sizes[name] === undefined
        ? { location: name }
        : { location: name, part: { offset, size: 1 } },
    );
  /** A value that shows in each byte of a location that is accessed in parts. */
  const wide = (at: Access, one: number) =>
    sizes[at.location] === undefined || at.part ? one : one * 257;
  const register = 'r';
  const stores = fc
    .tuple(access, value, fc.constantFrom('store', 'store', 'ntstore'))
    .map(([at, one, op]): Simple => ({ op, ...at, value: wide(at, one) }));
  const loads = access.map((at): Simple => ({ op: 'load', register, ...at }));
  const flushes = fc
    .tuple(location, fc.constantFrom('clflush', 'clflushopt', 'clwb'))
    .map(([name, op]): Simple => ({ op, location: name }));
  const fences = fc
    .constantFrom('sfence', 'mfence', 'sfence', 'lfence')
    .map((op): Simple => ({ op }));
  const exchanges = fc
    .tuple(access, value)
    .map(([at, one]): Simple => ({ op: 'xchg', register, ...at, value: one }));
  const swaps = fc
    .tuple(access, fc.integer({ min: 0, max: 1 }), value)
    .map(([at, old, desired]): Simple => ({ op: 'cas', register, ...at, old, desired }));
  return fc.oneof(
    { weight: 6, arbitrary: stores },
    { weight: 2, arbitrary: loads },
    { weight: 4, arbitrary: flushes },
    { weight: 2, arbitrary: fences },
    { weight: 1, arbitrary: exchanges },
    { weight: 1, arbitrary: swaps },
  );
}
