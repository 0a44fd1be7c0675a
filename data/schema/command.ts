import type { ParseArgsOptionsConfig } from 'node:util';
import type { ExitCode } from './fault.ts';

/** The effects that a command may have on its surroundings, injected so that tests can watch them. */
export interface Io {
  /** Data only. With `--json`, one JSON document or NDJSON. */
  readonly out: (text: string) => void;
  /** Progress and log lines. */
  readonly err: (text: string) => void;
  readonly stdin: NodeJS.ReadableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Root of the project (where `data/` lies). */
  readonly root: string;
  /** Whether stderr is a terminal on which progress may be redrawn and coloured. */
  readonly terminal: boolean;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Values as `node:util` parseArgs returns them. */
export type OptionValues = Readonly<
  Record<string, string | boolean | (string | boolean)[] | undefined>
>;

/** One command of `./warrant`, in a file of its own that the dispatcher imports when it is called. */
export interface Command {
  /** What stands after `warrant NAME` in the usage line, such as `SOURCE… [--json]`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  run(input: {
    readonly values: OptionValues;
    readonly positionals: readonly string[];
    readonly io: Io;
  }): Promise<ExitCode>;
}
