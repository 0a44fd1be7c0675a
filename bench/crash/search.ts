import { type Choice, type Image, imageKey, imageOf } from './image.ts';
import type { CrashPoint, Unit } from './media.ts';

/** An image that recovery must be run on before the search can go on. */
export interface Question {
  readonly key: string;
  readonly image: Image;
  readonly promised: number;
}

/** What recovery of an image read. */
export type Reads = (unit: Unit) => boolean;

/**
 * The search at one crash point. It starts from the image in which nothing undecided is there, and forks
 * on every undecided unit that recovery read: units that nobody read cannot change what happens, as
 * recovery is a function of what it reads. It ends when no run read anything still undecided.
 */
export class PointSearch {
  readonly point: CrashPoint;
  readonly #budget: number;
  readonly #random: () => number;
  readonly #seen = new Map<string, Question>();
  #open: { readonly decided: Choice; readonly question: Question }[] = [];
  #complete: boolean;
  /** Units that some run read. */
  readonly #read = new Set<number>();

  constructor(point: CrashPoint, budget: number, random: () => number) {
    this.point = point;
    this.#budget = budget;
    this.#random = random;
    this.#complete = point.truncated === 0;
    this.#ask(new Map());
    // Everything there: no fork starts from it, but it finds early what only the last write breaks.
    this.#ask(new Map(point.units.map(({ options }, unit) => [unit, options.length - 1])));
  }

  /** Images to recover now; none once the search has ended. */
  get questions(): readonly Question[] {
    return this.#open.map(({ question }) => question);
  }

  /** False if anything was left out. */
  get complete(): boolean {
    return this.#complete;
  }

  get images(): ReadonlyMap<string, Question> {
    return this.#seen;
  }

  /** How many units recovery never looked at, and so were not forked on. */
  get unread(): number {
    return this.point.units.length - this.#read.size;
  }

  /** Takes what the runs of all `questions` read, and opens the next ones. */
  answer(readsOf: (key: string) => Reads): void {
    const answered = this.#open;
    this.#open = [];
    for (const { decided, question } of answered) {
      const reads = readsOf(question.key);
      const fresh = this.point.units.flatMap((unit, index) =>
        !decided.has(index) && reads(unit) ? [index] : [],
      );
      for (const index of fresh) this.#read.add(index);
      if (fresh.length > 0) this.#fork(decided, fresh);
    }
  }

  #fork(decided: Choice, fresh: readonly number[]): void {
    const options = fresh.map((unit) => this.point.units[unit]?.options.length ?? 1);
    const ways = options.reduce((product, count) => product * count, 1);
    if (this.#seen.size + ways - 1 <= this.#budget) {
      for (const way of allWays(options)) this.#ask(withWay(decided, fresh, way));
      return;
    }
    this.#complete = false;
    for (const way of someWays(options, this.#random)) {
      if (this.#seen.size >= this.#budget) return;
      this.#ask(withWay(decided, fresh, way));
    }
  }

  /** Opens an image unless its bytes were seen: they would read the same. */
  #ask(decided: Choice): void {
    const image = imageOf(this.point, decided);
    const key = imageKey(image, this.point.promised);
    if (this.#seen.has(key)) return;
    const question = { key, image, promised: this.point.promised };
    this.#seen.set(key, question);
    this.#open.push({ decided, question });
  }
}

function withWay(decided: Choice, units: readonly number[], way: readonly number[]): Choice {
  const choice = new Map(decided);
  for (const [index, unit] of units.entries()) choice.set(unit, way[index] ?? 0);
  return choice;
}

function* allWays(options: readonly number[]): Generator<number[]> {
  const ways = options.reduce((product, count) => product * count, 1);
  for (let number = 0; number < ways; number++) {
    let rest = number;
    yield options.map((count) => {
      const digit = rest % count;
      rest = Math.floor(rest / count);
      return digit;
    });
  }
}

/** Nothing, everything, each alone, each missing, then seeded choices without end. */
function* someWays(options: readonly number[], random: () => number): Generator<number[]> {
  const last = options.map((count) => count - 1);
  yield options.map(() => 0);
  yield last;
  for (const [one] of options.entries()) yield last.map((value, at) => (at === one ? value : 0));
  for (const [one] of options.entries()) yield last.map((value, at) => (at === one ? 0 : value));
  for (let tries = 0; tries < 100_000; tries++)
    yield options.map((count) => Math.floor(random() * count));
}
