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

/** What became of an image, as a text: equal for images whose recoveries wrote the same and ended alike. */
export type Fate = (key: string) => string;

/** How a search ends. */
export interface Limits {
  /** Images at one crash point; with more to try, the search is not complete. */
  readonly budget: number;
  /** How many are tried of those that exceed it. */
  readonly sample: number;
}

/** Damaged forms of a record that are drawn, beside those in which one unit is alone or missing. */
const drawn = 16;

/**
 * The search at one crash point. It starts from the image in which nothing undecided is there, and forks
 * on every undecided unit that recovery read: units that nobody read cannot change what happens, as
 * recovery is a function of what it reads. It ends when no run read anything still undecided.
 *
 * Where all choices are too many, units that one checksum covers together are forked on as a record: all there, none,
 * each alone, each missing, and some that are drawn. If recovery of every damaged one of these wrote the same, ended
 * alike and read the same of what else is undecided, the record's other damaged forms are one class with them; if
 * not, the search is not complete.
 */
export class PointSearch {
  readonly point: CrashPoint;
  readonly #limits: Limits;
  readonly #random: () => number;
  readonly #seen = new Map<string, Question>();
  #open: { readonly decided: Choice; readonly question: Question }[] = [];
  #complete: boolean;
  readonly #covered: readonly (readonly number[])[];
  /** Damaged forms of one record, the rest of the image being the same. */
  #classes: { readonly forms: ReadonlySet<string>; readonly record: ReadonlySet<number> }[] = [];
  #merged = 0;

  /** @param covered Units that one checksum covers together. */
  constructor(
    point: CrashPoint,
    limits: Limits,
    random: () => number,
    covered: readonly (readonly number[])[] = [],
  ) {
    this.point = point;
    this.#covered = covered;
    this.#limits = limits;
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

  /** Classes of damaged records of which some were tried for all. */
  get merged(): number {
    return this.#merged;
  }

  /**
   * Takes what the runs of all `questions` read and left, and opens the next ones.
   * @param readsOf null where nobody knows: the search goes no further from there, and is not complete.
   */
  answer(readsOf: (key: string) => Reads | null, fateOf: Fate): void {
    for (const { forms, record } of this.#classes) {
      const others = this.point.units.filter((_, unit) => !record.has(unit));
      const ends = [...forms].map((key) => {
        const reads = readsOf(key);
        return `${fateOf(key)} ${others.map((unit) => (reads?.(unit) ? 1 : 0)).join('')}`;
      });
      if (new Set(ends).size === 1) this.#merged += 1;
      else this.#complete = false;
    }
    this.#classes = [];
    const answered = this.#open;
    this.#open = [];
    for (const { decided, question } of answered) {
      const reads = readsOf(question.key);
      if (!reads) {
        this.#complete = false;
        continue;
      }
      const fresh = this.point.units.flatMap((unit, index) =>
        !decided.has(index) && reads(unit) ? [index] : [],
      );
      if (fresh.length > 0) this.#fork(decided, fresh);
    }
  }

  #fork(decided: Choice, fresh: readonly number[]): void {
    const all = fresh.reduce((product, unit) => product * this.#ways(unit), 1);
    if (this.#fits(all)) {
      for (const way of allWays(fresh.map((unit) => this.#ways(unit))))
        this.#ask(withWay(decided, fresh, way));
      return;
    }
    const records = this.#covered
      .map((units) => units.filter((unit) => fresh.includes(unit)))
      .filter((units) => units.length > 3);
    const covered = new Set(records.flat());
    const free = fresh.filter((unit) => !covered.has(unit));
    const ways = free.reduce((product, unit) => product * this.#ways(unit), 1);
    const forms = records.reduce((product, units) => product * this.#formsOf(units), ways);
    if (records.length === 0 || !this.#fits(forms)) this.#forkSome(decided, fresh);
    else
      for (const way of allWays(free.map((unit) => this.#ways(unit))))
        this.#forkRecords(withWay(decided, free, way), records);
  }

  /** Whether so many images, one of which is there already, stay within the budget. */
  #fits(images: number): boolean {
    return this.#seen.size + images - 1 <= this.#limits.budget;
  }

  #ways(unit: number): number {
    return this.point.units[unit]?.options.length ?? 1;
  }

  #formsOf(units: readonly number[]): number {
    return units.reduce((sum, unit) => sum + 2 * (this.#ways(unit) - 1), 2 + drawn);
  }

  /** Every record in each of its forms, and which images are to end alike. */
  #forkRecords(decided: Choice, [record, ...rest]: readonly (readonly number[])[]): void {
    if (!record) {
      this.#ask(decided);
      return;
    }
    const last = record.map((unit) => this.#ways(unit) - 1);
    // Each unit alone and each missing; of those that may be there in part, each part.
    const single = last.flatMap((whole, one) =>
      Array.from({ length: whole }, (_, part) => [
        last.map((_value, at) => (at === one ? part + 1 : 0)),
        last.map((value, at) => (at === one ? part : value)),
      ]).flat(),
    );
    const damaged = [...single, ...this.#damagedForms(last)];
    for (const way of [last.map(() => 0), last])
      this.#forkRecords(withWay(decided, record, way), rest);
    for (const way of damaged) this.#forkRecords(withWay(decided, record, way), rest);
    const whole = rest.flatMap((units) =>
      units.map((unit) => [unit, this.#ways(unit) - 1] as const),
    );
    const others = new Map([...decided, ...whole]);
    this.#classes.push({
      forms: new Set(damaged.map((way) => this.#keyOf(withWay(others, record, way)))),
      record: new Set(record),
    });
  }

  #keyOf(decided: Choice): string {
    return imageKey(imageOf(this.point, decided), this.point.promised);
  }

  /** Forms of a record that are neither whole nor absent. */
  #damagedForms(last: readonly number[]): number[][] {
    return Array.from({ length: drawn }, () =>
      last.map((whole) => Math.floor(this.#random() * (whole + 1))),
    ).filter((way) => way.some((part) => part > 0) && way.some((part, at) => part !== last[at]));
  }

  #forkSome(decided: Choice, fresh: readonly number[]): void {
    this.#complete = false;
    const options = fresh.map((unit) => this.#ways(unit));
    for (const way of someWays(options, this.#random)) {
      if (this.#seen.size >= this.#limits.sample) return;
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
