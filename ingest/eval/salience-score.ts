import type { Claim } from '../../data/schema/claim.ts';
import type { Marked } from './salience-gold.ts';

/** How well an order of statements finds the marked ones of its thread. */
export interface RankScore {
  /** Share of grade 3 among the first `top`; null where none is marked 3. */
  readonly recall: number | null;
  /** Average precision against grade 2 and 3; null where none is marked so. */
  readonly averagePrecision: number | null;
}

/** How many stand on a page at first sight. */
export const top = 15;

type Ranked = Pick<Claim, 'messageId' | 'text'>;

/**
 * Scores an order. A statement hits a mark of the same message if they share at least half of the
 * shorter one's words; a mark counts once, so that two halves of one sentence are not two hits.
 */
export function scoreRanking(ranked: readonly Ranked[], marks: readonly Marked[]): RankScore {
  const decisive = marks.filter(({ grade }) => grade === 3);
  const wanted = marks.filter(({ grade }) => grade >= 2);
  const first = ranked.slice(0, top);
  const recalled = decisive.filter((mark) => first.some((one) => hits(one, mark)));
  const open = new Set(wanted);
  let sum = 0;
  for (const [i, one] of ranked.entries()) {
    const found = [...open].find((mark) => hits(one, mark));
    if (!found) continue;
    open.delete(found);
    sum += (wanted.length - open.size) / (i + 1);
  }
  return {
    recall: decisive.length === 0 ? null : recalled.length / decisive.length,
    averagePrecision: wanted.length === 0 ? null : sum / wanted.length,
  };
}

export function hits(one: Ranked, mark: Marked): boolean {
  return one.messageId === mark.messageId && share(one.text, mark.text, Math.min) >= 0.5;
}

/** How much a statement matters by its mark, for learning: here the longer one's words count. */
export function gradeOf(one: Ranked, marks: readonly Marked[]): number {
  return marks.reduce(
    (best, mark) =>
      mark.grade > best &&
      mark.messageId === one.messageId &&
      share(one.text, mark.text, Math.max) >= 0.5
        ? mark.grade
        : best,
    0,
  );
}

function share(a: string, b: string, of: (x: number, y: number) => number): number {
  const [one, other] = [words(a), words(b)];
  const size = of(one.size, other.size);
  return size === 0 ? 0 : [...one].filter((word) => other.has(word)).length / size;
}

const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);

/** Over threads; one without a mark of the grade counts in none. */
export function meanScore(scores: readonly RankScore[]): RankScore {
  return {
    recall: mean(scores.map(({ recall }) => recall)),
    averagePrecision: mean(scores.map(({ averagePrecision }) => averagePrecision)),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** For the terminal. */
export const figure = (x: number | null) => (x === null ? '  - ' : x.toFixed(2));
