import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, messageOf, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { type ArmProgram, isArm } from '../model/litmus/armv8/read.ts';
import { formatHerd } from '../model/litmus/herd/write.ts';
import { formatCondition, holds } from '../model/litmus/program/condition.ts';
import { LitmusFault } from '../model/litmus/program/fault.ts';
import type { Program, Question, State } from '../model/litmus/program/program.ts';
import { readLitmus } from '../model/litmus/read.ts';
import { type LitmusOutcome, runProgram } from '../model/litmus/run.ts';
import { witnessSteps, witnessText } from '../model/litmus/witness.ts';

type Explored = Extract<LitmusOutcome, { kind: 'explored' }>;

const usage = 'FILE… [--witness V,V…] [--herd] [--json]';

export const command: Command = {
  usage,
  summary: 'reachable persisted states of litmus programs (a folder stands for its *.litmus files)',
  options: {
    json: { type: 'boolean' },
    witness: { type: 'string' },
    herd: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'litmus: no file named', `usage: ./warrant litmus ${usage}`);
    }
    // All files are read before the first is explored: a refused one leaves no partial output.
    const programs = positionals
      .flatMap((path) => filesOf(resolve(io.cwd, path), path))
      .map((file) => ({ file, program: readProgram(resolve(io.cwd, file), file) }));
    if (values['herd'] === true) {
      for (const { file, program } of programs) io.out(asHerd(file, program));
      return exitCode.done;
    }
    const wanted = values['witness'];
    const state = typeof wanted === 'string' ? wantedState(wanted, programs) : null;
    let failed = 0;
    for (const { file, program } of programs) {
      const outcome = explored(file, program);
      const json = values['json'] === true;
      if (state) {
        if (!showWitness(io, file, outcome, state, json)) failed += 1;
        continue;
      }
      io.out(json ? asJson(outcome) : asText(file, outcome));
      if (outcome.expected === false) {
        failed += 1;
        warn(io, file, outcome);
      }
    }
    return failed > 0 ? exitCode.checkFailed : exitCode.done;
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

function readProgram(path: string, shown: string): Program | ArmProgram {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Fault('inputRefused', `${shown}: ${messageOf(cause)}`, 'check the path', cause);
  }
  return refusing(shown, () => readLitmus(text));
}

function asHerd(shown: string, program: Program | ArmProgram): string {
  if (isArm(program)) {
    throw new Fault(
      'inputRefused',
      `${shown}: AArch64 is in herd's format already`,
      'use the file',
    );
  }
  return refusing(shown, () => formatHerd(program));
}

function refusing<T>(shown: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (cause) {
    if (!(cause instanceof LitmusFault)) throw cause;
    throw new Fault('inputRefused', `${shown}:${cause.line}: ${cause.message}`, 'mend the file');
  }
}

function wantedState(text: string, programs: readonly { program: Question }[]): State {
  const state = text
    .split(',')
    .map((value) => (/^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN));
  const other = programs.find(({ program }) => program.observed.length !== state.length)?.program;
  if (other || state.some(Number.isNaN)) {
    const wanted = other
      ? `one value each for ${other.observed.join(', ')}`
      : 'integers and commas';
    const example = `--witness ${(other?.observed ?? [1, 0]).map(() => 0).join(',')}`;
    throw new Fault('usage', `litmus: --witness ${text}: expected ${wanted}`, `such as ${example}`);
  }
  return state;
}

function explored(file: string, program: Program | ArmProgram): Explored {
  const outcome = runProgram(program);
  if (outcome.kind === 'explored') return outcome;
  throw new Fault(
    'inputRefused',
    `${file}: too large to explore, stopped after ${outcome.steps} steps`,
    'shorten the program or split it',
  );
}

/** Prints an execution that leads to the state; false where there is none. */
function showWitness(
  io: Io,
  file: string,
  { program, witnesses }: Explored,
  state: State,
  json: boolean,
): boolean {
  if (isArm(program)) {
    const what = `${file}: witnesses are for x86 programs`;
    throw new Fault('inputRefused', what, 'leave --witness out');
  }
  const { name, observed } = program;
  const witness = witnesses.get(state.join(','));
  const found = witness ? witnessSteps(program, witness) : null;
  if (json) {
    io.out(ndjsonLine({ name, observed, state, reachable: found !== null, ...(found ?? {}) }));
  } else if (found) {
    const rows = witnessText(found).map((row) => `  ${row}\n`);
    io.out(`${visible(name)} (${file}): ${named(program, state)}\n${rows.join('')}`);
  }
  if (!found) io.err(`${file}: no execution leads to ${named(program, state)}\n`);
  return found !== null;
}

function asJson({ program, states, expected }: Explored): string {
  const { name, observed, condition, moment } = program;
  return ndjsonLine({
    name,
    observed,
    states,
    expected,
    ...(moment === 'end' ? { moment } : {}),
    ...(condition
      ? { condition: formatCondition(condition), holds: holds(condition, observed, states) }
      : {}),
  });
}

function asText(file: string, { program, states, executions, steps, expected }: Explored): string {
  const verdict =
    expected === null ? 'nothing expected' : expected ? 'as expected' : 'NOT as expected';
  const rows = states.map((state) => `  ${named(program, state)}\n`).join('');
  const searched = `${counted(executions, 'execution')} in ${counted(steps, 'step')}`;
  const kind = program.moment === 'crash' ? 'persisted state' : 'state at the end';
  const count =
    program.moment === 'crash' || states.length === 1
      ? counted(states.length, kind)
      : `${states.length} states at the end`;
  const condition = program.condition
    ? `  ${formatCondition(program.condition)}: ${holds(program.condition, program.observed, states) ? 'holds' : 'does not hold'}\n`
    : '';
  return `${visible(program.name)} (${file}): ${count}, ${verdict}, ${searched}\n${rows}${condition}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function warn(io: Io, file: string, { program, states, difference }: Explored): void {
  const list = (some: readonly State[]) =>
    some.length === 0 ? 'none' : some.map((state) => named(program, state)).join('; ');
  const { condition } = program;
  if (difference.unexpected.length > 0 || difference.missing.length > 0) {
    io.err(
      `${file}: reachable but not expected: ${list(difference.unexpected)}. ` +
        `Expected but not reachable: ${list(difference.missing)}.\n`,
    );
  }
  if (condition && !holds(condition, program.observed, states)) {
    io.err(`${file}: ${formatCondition(condition)} does not hold\n`);
  }
}

function named(program: Question, state: State): string {
  return program.observed.map((location, index) => `${location}=${state[index]}`).join(' ');
}
