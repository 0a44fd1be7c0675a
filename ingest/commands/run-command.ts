import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as NDJSON. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Surroundings of a command that keep what it prints; the project and an empty environment unless given. */
export function watched(input: string | Buffer, given: Partial<Io> = {}) {
  const printed = { out: '', err: '' };
  const io: Io = {
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    stdin: Readable.from([Buffer.from(input)]),
    env: {},
    cwd: process.cwd(),
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
    ...given,
  };
  return { io, printed };
}

/** Options and names as the dispatcher takes them. */
export const parsed = ({ options }: Command, args: readonly string[]) =>
  parseArgs({ args: [...args], options, allowPositionals: true, strict: true });

/** Runs a command in this process as the dispatcher would, and says what it printed. For tests. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  input: string | Buffer = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { io, printed } = watched(input, { env });
  let code: number;
  try {
    code = await command.run({ ...parsed(command, args), io });
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    io.err(`${caught.line}\n`);
    code = exitCode[caught.exit];
  }
  return {
    code,
    ...printed,
    get lines() {
      return printed.out
        .split('\n')
        .filter(Boolean)
        .map((line): Record<string, unknown> => JSON.parse(line));
    },
  };
}
