import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, messageOf, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { LitmusFault } from '../model/litmus/fault.ts';
import { parseLitmus } from '../model/litmus/parse.ts';
import type { Program, State } from '../model/litmus/program.ts';
import { type LitmusOutcome, runProgram } from '../model/litmus/run.ts';

type Explored = Extract<LitmusOutcome, { kind: 'explored' }>;

export const command: Command = {
  usage: 'FILE… [--json]',
  summary: 'reachable persisted states of litmus programs (a folder stands for its *.litmus files)',
  options: { json: { type: 'boolean' } },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'litmus: no file named', 'usage: ./warrant litmus FILE… [--json]');
    }
    // All files are read before the first is explored: a refused one leaves no partial output.
    const programs = positionals
      .flatMap((path) => filesOf(resolve(io.cwd, path), path))
      .map((file) => ({ file, program: readProgram(resolve(io.cwd, file), file) }));
    let differs = 0;
    for (const { file, program } of programs) {
      const outcome = explored(file, program);
      io.out(values['json'] === true ? asJson(outcome) : asText(file, outcome));
      if (outcome.expected === false) {
        differs += 1;
        warn(io, file, outcome);
      }
    }
    return differs > 0 ? exitCode.checkFailed : exitCode.done;
  },
};

function filesOf(path: string, shown: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [shown];
    const names = readdirSync(path).filter((name) => name.endsWith('.litmus'));
    if (names.length > 0) return names.sort().map((name) => join(shown, name));
  } catch (cause) {
    throw new Fault('inputRefused', `${shown}: ${messageOf(cause)}`, 'check the path', cause);
  }
  throw new Fault('inputRefused', `${shown}: no .litmus file in this folder`, 'check the path');
}

function readProgram(path: string, shown: string): Program {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Fault('inputRefused', `${shown}: ${messageOf(cause)}`, 'check the path', cause);
  }
  try {
    return parseLitmus(text);
  } catch (cause) {
    if (!(cause instanceof LitmusFault)) throw cause;
    throw new Fault('inputRefused', `${shown}:${cause.line}: ${cause.message}`, 'mend the file');
  }
}

function explored(file: string, program: Program): Explored {
  const outcome = runProgram(program);
  if (outcome.kind === 'explored') return outcome;
  throw new Fault(
    'inputRefused',
    `${file}: too large to explore, stopped after ${outcome.machines} machine states`,
    'shorten the program or split it',
  );
}

function asJson({ program, states, expected }: Explored): string {
  return ndjsonLine({ name: program.name, observed: program.observed, states, expected });
}

function asText(file: string, { program, states, machines, expected }: Explored): string {
  const verdict =
    expected === null ? 'nothing expected' : expected ? 'as expected' : 'NOT as expected';
  const rows = states.map((state) => `  ${named(program, state)}\n`).join('');
  const searched = `${machines} machine ${machines === 1 ? 'state' : 'states'}`;
  const count = `${states.length} persisted ${states.length === 1 ? 'state' : 'states'}`;
  return `${visible(program.name)} (${file}): ${count}, ${verdict}, ${searched}\n${rows}`;
}

function warn(io: Io, file: string, { program, difference }: Explored): void {
  const list = (states: readonly State[]) =>
    states.length === 0 ? 'none' : states.map((state) => named(program, state)).join('; ');
  io.err(
    `${file}: reachable but not expected: ${list(difference.unexpected)}. ` +
      `Expected but not reachable: ${list(difference.missing)}.\n`,
  );
}

function named(program: Program, state: State): string {
  return program.observed.map((location, index) => `${location}=${state[index]}`).join(' ');
}
