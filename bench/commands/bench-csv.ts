import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { runCsv } from '../evidence/runs/csv.ts';
import { runNamed } from './run-named.ts';

/** `warrant bench csv RUN`: every raw sample of a run as CSV. */
export const benchCsv: Command['run'] = async ({ positionals, io }) => {
  const [name, more] = positionals;
  if (name === undefined || more !== undefined) {
    throw new Fault('usage', 'bench csv: expected one run', 'name it by id or file');
  }
  io.out(runCsv(runNamed(name, io)));
  return exitCode.done;
};
