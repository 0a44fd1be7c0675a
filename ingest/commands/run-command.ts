import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as NDJSON. */
  readonly lines: readonly Record<string, unknown>[];
}

/** Runs a command in this process as the dispatcher would, and says what it printed. For tests. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  input: string | Buffer = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    stdin: Readable.from([Buffer.from(input)]),
    env,
    cwd: process.cwd(),
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
  };
  let code: number;
  try {
    const options = { args: [...args], options: command.options, allowPositionals: true };
    code = await command.run({ ...parseArgs({ ...options, strict: true }), io });
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    err += `${caught.line}\n`;
    code = exitCode[caught.exit];
  }
  const lines = () =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line): Record<string, unknown> => JSON.parse(line));
  return {
    code,
    out,
    err,
    get lines() {
      return lines();
    },
  };
}
