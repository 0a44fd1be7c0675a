import type { Io } from '../../data/schema/command.ts';
import { visible } from '../../data/schema/fault.ts';
import type { OpenSource } from '../source/raw.ts';

/** Milliseconds between two drawings of the progress line. */
const interval = 100;

/** Messages a second and time left, redrawn on a terminal; silent elsewhere. */
export class Progress {
  readonly #io: Pick<Io, 'err' | 'terminal' | 'signal'>;
  #started = performance.now();
  /** Before any clock: the first call draws at once. */
  #drawn = Number.NEGATIVE_INFINITY;
  #shown = false;

  constructor(io: Pick<Io, 'err' | 'terminal' | 'signal'>) {
    this.#io = io;
  }

  /** Stops the work between two transactions after SIGINT; the next run goes on from there. */
  throwIfAborted(): void {
    if (this.#io.signal.aborted) throw new Error('interrupted');
  }

  begin(): void {
    this.#started = performance.now();
  }

  reading(source: OpenSource, messages: number): void {
    if (!this.#due()) return;
    const { done, total } = source.progress();
    const seconds = (performance.now() - this.#started) / 1000;
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const left = share > 0.01 ? `, ${timeText((seconds * (1 - share)) / share)} left` : '';
    const percent = total > 0 ? ` ${Math.floor(share * 100)} %` : '';
    const rate = Math.round(messages / Math.max(seconds, 0.001));
    this.#draw(`${source.ref.location}:${percent} ${messages} messages, ${rate}/s${left}`);
  }

  deriving(done: number, total: number): void {
    if (this.#due()) this.#draw(`threads and quotes: ${Math.floor((100 * done) / total)} %`);
  }

  /** Takes the progress line away, so that a lasting line can be written. */
  clear(): void {
    if (this.#shown) this.#io.err('\r\u001b[K');
    this.#shown = false;
  }

  #due(): boolean {
    if (!this.#io.terminal || performance.now() - this.#drawn < interval) return false;
    this.#drawn = performance.now();
    return true;
  }

  #draw(text: string): void {
    this.#io.err(`\r${visible(text).slice(0, 100)}\u001b[K`);
    this.#shown = true;
  }
}

/** `42 s` or `3 min 20 s`. */
export function timeText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
