import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasBit } from '../model/litmus/bits.ts';
import { explore } from '../model/litmus/explore.ts';
import { formatHerd } from '../model/litmus/herd/write.ts';
import { parseLitmus } from '../model/litmus/parse.ts';
import type { Program } from '../model/litmus/program/program.ts';
import { readLitmus } from '../model/litmus/read.ts';
import { settle } from '../model/litmus/settle.ts';
import type { Witness } from '../model/litmus/witness.ts';
import { type Code, compile } from '../model/px86/code.ts';
import { enabled, initialMachine, take } from '../model/px86/machine.ts';
import { programs } from './arbitrary.ts';
import { exploreEveryState, observations } from './fixture/every-state.ts';
import { formatLitmus } from './fixture/format-litmus.ts';
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

test('the reduced search finds what visiting every machine state finds', {
  timeout: 3_600_000,
}, () => {
  fc.assert(
    fc.property(programs, (program) => {
      const every = exploreEveryState(program).join(' ');
      expect(explore(program).states.join(' '), formatLitmus(program)).toBe(every);
    }),
    { numRuns, seed: seed + 1 },
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

test('a program written for herd and read again has the same states', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const again = readLitmus(formatHerd(program)) as Program;
      expect(explore(again).states, formatHerd(program)).toEqual(explore(program).states);
    }),
    { numRuns: 500, seed },
  );
});

test('every witness, replayed step by step, leads to its state', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const code = compile(program);
      for (const [state, witness] of explore(program).witnesses) {
        expect(replayed(program, code, witness), `${state}\n${formatLitmus(program)}`).toContain(
          state,
        );
      }
    }),
    { numRuns: 500, seed },
  );
});

/** What can be observed after the witness's steps, and nothing else, were taken in their order. */
function replayed(program: Program, code: Code, { execution, past }: Witness): string[] {
  let machine = settle(code, initialMachine(code, program.mode));
  for (const [at, { step }] of execution.events.entries()) {
    if (past && !hasBit(past, at)) continue;
    const possible = enabled(code, machine).find(
      ({ thread, id }) => thread === step.thread && id === step.id,
    );
    if (!possible) throw new Error(`step ${at} cannot be taken`);
    machine = settle(code, take(code, machine, possible));
  }
  return observations(program, code, machine).map((state) => state.join(','));
}
