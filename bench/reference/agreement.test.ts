import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explore } from '../model/litmus/explore.ts';
import { formatLitmus } from '../model/litmus/format.ts';
import { parseLitmus } from '../model/litmus/parse.ts';
import { programs } from './arbitrary.ts';
import { referenceStates } from './reference.ts';

/** WARRANT_LITMUS_PROGRAMS=50000 (and a seed) for a longer search than CI has time for. */
const numRuns = Number(process.env['WARRANT_LITMUS_PROGRAMS'] ?? 2500);
const seed = Number(process.env['WARRANT_LITMUS_SEED'] ?? 2016);

test('the machine and the reference agree on generated programs', { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(programs, (program) => {
      const expected = referenceStates(program).join(' ');
      expect(explore(program).states.join(' '), formatLitmus(program)).toBe(expected);
    }),
    { numRuns, seed },
  );
});

test('issuing eagerly loses no state', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const literal = explore(program, { eager: false });
      const eager = explore(program);
      expect(eager.states).toEqual(literal.states);
      expect(eager.machines).toBeLessThanOrEqual(literal.machines);
    }),
    { numRuns: 500, seed },
  );
});

test('a program printed and parsed is the same program', () => {
  fc.assert(
    fc.property(programs, (program) => {
      expect(parseLitmus(formatLitmus(program))).toEqual(program);
    }),
    { numRuns: 500, seed },
  );
});
