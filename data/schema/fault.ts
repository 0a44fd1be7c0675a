/** The process exit codes of DESIGN.md, by name. Only the command line sets one. */
export const exitCode = {
  done: 0,
  checkFailed: 1,
  usage: 2,
  inputRefused: 3,
  lacking: 4,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof exitCode;
export type ExitCode = (typeof exitCode)[ExitName];

/**
 * Something that a user can act upon: what went wrong, where, and the next step.
 * Expected outcomes are values, not faults; a broken assumption of ours is an ordinary `Error`.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly exit: ExitName;
  /** What the user should do next, as an imperative clause. */
  readonly next: string;

  constructor(exit: ExitName, what: string, next: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.exit = exit;
    this.next = next;
  }

  /** One line without line breaks or control characters: what (where), then what to do. */
  get line(): string {
    return `${visible(this.message)}; ${visible(this.next)}`;
  }
}

/** Narrows an unknown caught value to a message. */
export function messageOf(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}

/**
 * Makes text that came from mail, a file or an argument safe for a terminal or a log line:
 * C0/C1 controls and bidi controls become visible escapes (`\u{1b}`), line breaks become spaces.
 * @example
 * visible('a\u001b[2Jb\nc') // => 'a\\u{1b}[2Jb c'
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`,
    );
}
