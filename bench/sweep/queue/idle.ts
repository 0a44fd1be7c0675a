import { Fault } from '../../../data/schema/fault.ts';
import { type Announced, nameOf } from './announced.ts';
import type { Refusal } from './refusals.ts';

/**
 * Watches a plan that nobody works on. Each refusal is told when it comes; where workers refused and none has
 * worked for a while, none is left that could, and waiting on would be in silence. Without any refusal,
 * workers may yet be started, and that is said once.
 */
export class Idle {
  readonly #patienceMs: number;
  readonly #tell: (line: string) => void;
  readonly #told = new Set<string>();
  #since = performance.now();
  #asked = false;

  constructor(patienceMs: number, tell: (line: string) => void) {
    this.#patienceMs = patienceMs;
    this.#tell = tell;
  }

  /** @throws Fault `lacking` naming who refused and why. */
  look(
    plan: Announced,
    working: boolean,
    refusals: readonly Refusal[],
    now = performance.now(),
  ): void {
    for (const { worker, reason } of refusals) {
      if (this.#told.has(worker)) continue;
      this.#told.add(worker);
      this.#tell(`refused by ${worker}: ${reason}`);
    }
    if (working) this.#since = now;
    if (now - this.#since < this.#patienceMs) return;
    if (refusals.length > 0) {
      const why = refusals.map(({ worker, reason }) => `${worker}: ${reason}`).join('; ');
      throw new Fault(
        'lacking',
        `${nameOf(plan)}: no worker that could do it for ${Math.round(this.#patienceMs / 1000)} s; refused by ${why}`,
        'bring a worker to what it asks for and give the command again: the parts that are done are kept',
      );
    }
    if (!this.#asked) this.#tell('no worker has taken a part yet: start ./warrant worker --queue');
    this.#asked = true;
  }
}
