import type { ApproachId, ClaimId } from '../../data/schema/ids.ts';
import type { MatrixRow, Review } from '../../data/schema/review.ts';
import type { Exploration, Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { claim } from './claims.ts';
import { reviews, runs } from './data.ts';
import { matches } from './evidence.ts';
import { figure, grouped, median, quantity } from './format.ts';
import { claimHref, runHref } from './href.ts';

/** What one approach answers: a mark and words, and the page that shows why. */
export interface Cell {
  readonly mark: string;
  readonly words: string;
  readonly href: string | null;
}

export interface ShownRow {
  /** The fragment of the question on its pages. */
  readonly anchor: string;
  readonly question: string;
  readonly short: string;
  readonly scope: string;
  readonly cells: ReadonlyMap<ApproachId, Cell | null>;
}

/** The comparison of a review's approaches; a row that no committed data answers yet is left out. */
export function matrix(
  review: Review,
  approaches: readonly ApproachId[] = review.approaches.map((one) => one.id),
): ShownRow[] {
  return review.matrix
    .map((row) => ({
      anchor: rowAnchor(review, row.id),
      question: row.question,
      short: row.short ?? row.question,
      scope: row.claims ? 'the review' : row.scope,
      cells: new Map(approaches.map((id) => [id, cellOf(review, row, id)])),
    }))
    .filter((row) => [...row.cells.values()].some((cell) => cell !== null));
}

function cellOf(review: Review, row: MatrixRow, approach: ApproachId): Cell | null {
  if (row.claims) return claimCell(row.claims[approach]);
  const found = behind(row, approach);
  if (!found) return null;
  const said = row.invariant ? outcome(found.explorations) : range(row, found.measurements);
  return { ...said, href: `${runHref(found.run.id)}#${rowAnchor(review, row.id)}` };
}

function claimCell(id: ClaimId | undefined): Cell | null {
  const said = id && claim(id);
  return said ? { mark: '', words: said.title, href: claimHref(said.id) } : null;
}

/** Runs that may answer, the first experiment's latest first. */
function candidates(row: MatrixRow) {
  return row.experiments.flatMap((id) =>
    runs().filter((run) => run.substrate === row.scope && run.experiment === id),
  );
}

/** The part of a run that one cell rests on. */
export interface Behind {
  readonly run: Run;
  readonly explorations: readonly Exploration[];
  readonly measurements: readonly Measurement[];
}

/** The first run that answers, with all of its settings that belong in the cell. */
function behind(row: MatrixRow, approach: ApproachId): Behind | null {
  const fits = (setting: Conditions) =>
    matches(setting, row.where) && matches(setting, row.for[approach] ?? {});
  for (const run of candidates(row)) {
    const explorations = run.explorations.filter(
      (one) => one.approach === approach && one.invariant === row.invariant && fits(one.conditions),
    );
    const measurements = run.measurements.filter(
      (one) =>
        one.metric === row.metric &&
        one.conditions['approach'] === approach &&
        fits(one.conditions),
    );
    if (explorations.length + measurements.length > 0) return { run, explorations, measurements };
  }
  return null;
}

/** A question of the comparison that a run answers, for which approaches, from which of its settings. */
export interface Answered {
  readonly anchor: string;
  readonly question: string;
  readonly behind: readonly Behind[];
}

/** What the comparisons of all reviews take from a run. */
export function answeredBy(run: Run): Answered[] {
  return reviews()
    .flatMap((review) =>
      review.matrix.map((row) => ({
        anchor: rowAnchor(review, row.id),
        question: row.question,
        behind: review.approaches.flatMap((approach) => {
          const found = behind(row, approach.id);
          return found?.run.id === run.id ? [found] : [];
        }),
      })),
    )
    .filter((one) => one.behind.length > 0);
}

/** The fragment of a question: reviews may ask questions of one name. */
export const rowAnchor = (review: Review, row: string): string => `q-${review.id}-${row}`;

function outcome(found: readonly Exploration[]): { mark: string; words: string } {
  const states = grouped(found.reduce((sum, one) => sum + one.states, 0));
  const lost = found.filter((one) => !one.holds).length;
  if (lost === 0) {
    return found.every((one) => one.complete)
      ? { mark: '●', words: `holds · ${states}` }
      : { mark: '≈', words: `undecided · ${states}` };
  }
  return lost === found.length
    ? { mark: '✕', words: `violated · ${states}` }
    : { mark: '◐', words: `${lost} of ${found.length} violated · ${states}` };
}

function range(row: MatrixRow, found: readonly Measurement[]): { mark: string; words: string } {
  const medians = found.map((one) => median(one.samples)).sort((a, b) => a - b);
  const low = medians[0] ?? 0;
  const high = medians.at(-1) ?? low;
  // A question that names the unit need not have it in every cell.
  const named = found[0]?.unit ?? '';
  const unit = row.question.toLowerCase().includes(named) ? '' : named;
  const words = low === high ? quantity(low, unit) : `${figure(low)} to ${quantity(high, unit)}`;
  return { mark: '', words };
}
