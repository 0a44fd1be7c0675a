import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * A shell that runs one command after another. A process as large as this one takes ten times as long to
 * start a program (its page tables are copied) as a shell does.
 */
export class Shell {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #ended: ((status: number) => void) | undefined;
  #failed: ((why: Error) => void) | undefined;

  constructor(folder: string) {
    this.#child = spawn('/bin/sh', [], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true, // a group of its own, to be ended with what it runs
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.#ended?.(Number(line)),
    );
    this.#child.on('error', (cause) => this.#failed?.(cause));
    this.#child.on('close', () => this.#failed?.(new Error('the shell ended')));
  }

  /**
   * @param command Without output of its own.
   * @returns Its status.
   * @throws Error if it takes longer than `limitMs`.
   */
  async run(command: string, limitMs: number): Promise<number> {
    const timer = setTimeout(() => this.end(), limitMs);
    try {
      return await new Promise<number>((resolve, reject) => {
        this.#ended = resolve;
        this.#failed = reject;
        this.#child.stdin.write(`${command}\necho $?\n`);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null)
      process.kill(-pid, 'SIGKILL');
  }
}
