import fc from 'fast-check';
import type { Operation, Program } from '../model/litmus/program.ts';

const layouts: readonly Program['lines'][] = [
  [['x'], ['y']],
  [['x', 'y']],
  [['x', 'z'], ['y']],
  [['x'], ['y'], ['z']],
];

/** Total operations that the reference still answers in milliseconds, by number of threads. */
const operationsPerThread = [8, 4, 3] as const;

/** Small programs over every operation, layout and mode, for comparing the two implementations. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(fc.constantFrom(...layouts), fc.integer({ min: 1, max: 3 }))
  .chain(([lines, threads]) => {
    const observed = lines.flat();
    const maxLength = operationsPerThread[threads - 1] ?? 1;
    return fc.record({
      name: fc.constant('generated'),
      mode: fc.constantFrom('adr', 'eadr'),
      lines: fc.constant(lines),
      threads: fc.array(thread(observed, maxLength), { minLength: threads, maxLength: threads }),
      observed: fc.constant(observed),
      expected: fc.constant(null),
    });
  });

/** An `if` is put around the operations after the first read, on the register that it assigned. */
function thread(locations: readonly string[], maxLength: number): fc.Arbitrary<Operation[]> {
  const operations = fc.array(operation(locations), { minLength: 1, maxLength });
  return fc.tuple(operations, fc.option(fc.integer({ min: 0, max: 2 }))).map(([all, branch]) => {
    const read = all.findIndex((one) => 'register' in one);
    if (branch === null || read < 0 || read === all.length - 1) return all;
    const body = all.slice(read + 1);
    return [...all.slice(0, read + 1), { op: 'if', register: 'r', value: branch, body }];
  });
}

function operation(locations: readonly string[]): fc.Arbitrary<Operation> {
  const location = fc.constantFrom(...locations);
  const value = fc.integer({ min: 1, max: 2 });
  const register = fc.constant('r');
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ op: fc.constant('store'), location, value }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('ntstore'), location, value }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('load'), register, location }) },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constantFrom('clflush', 'clflushopt', 'clwb'), location }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('sfence', 'mfence') }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('xchg'), register, location, value }) },
    {
      weight: 1,
      arbitrary: fc.record({
        op: fc.constant('cas'),
        register,
        location,
        old: fc.integer({ min: 0, max: 1 }),
        desired: value,
      }),
    },
  );
}
