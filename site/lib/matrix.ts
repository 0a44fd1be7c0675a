import { z } from 'zod';
import { Invariant } from '../../data/schema/experiment.ts';
import { ApproachId, ClaimId, ExperimentId } from '../../data/schema/ids.ts';
import type { Exploration, Measurement, Run } from '../../data/schema/run.ts';
import { Conditions, Scope } from '../../data/schema/scope.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { claim } from './claims.ts';
import { runs } from './data.ts';
import { matches } from './evidence.ts';
import { figure, grouped, median, quantity } from './format.ts';
import { claimHref, runHref } from './href.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** One question a designer asks, and where its answers come from. */
const Row = z.strictObject({
  id: z.string(),
  question: z.string(),
  /** The same on one line, where the whole comparison has to fit one screen. */
  short: z.string().optional(),
  scope: Scope.default('model'),
  /** Tried in order for each approach: not every experiment runs every one. */
  experiments: z.array(ExperimentId).default([]),
  where: Conditions.default({}),
  /** What one approach means beyond `where`, such as that MAP_SYNC makes faults synchronous. */
  for: z.record(ApproachId, Conditions).default({}),
  invariant: Invariant.optional(),
  metric: z.string().optional(),
  /** Where no run answers: the claim that does, by approach. */
  claims: z.record(ApproachId, ClaimId).optional(),
});
type Row = z.infer<typeof Row>;

/** What one approach answers: a mark and words, and the page that shows why. */
export interface Cell {
  readonly mark: string;
  readonly words: string;
  readonly href: string | null;
}

export interface MatrixRow {
  readonly id: string;
  readonly question: string;
  readonly short: string;
  readonly scope: string;
  readonly cells: ReadonlyMap<ApproachId, Cell | null>;
}

const rows = once((): Row[] => readYaml(`${root}/site/content/matrix.yaml`, z.array(Row)));

/** The comparison of approaches; a row that no committed data answers yet is left out. */
export function matrix(approaches: readonly ApproachId[]): MatrixRow[] {
  return rows()
    .map((row) => ({
      id: row.id,
      question: row.question,
      short: row.short ?? row.question,
      scope: row.claims ? 'the review' : row.scope,
      cells: new Map(approaches.map((id) => [id, cellOf(row, id)])),
    }))
    .filter((row) => [...row.cells.values()].some((cell) => cell !== null));
}

function cellOf(row: Row, approach: ApproachId): Cell | null {
  if (row.claims) return claimCell(row.claims[approach]);
  const found = behind(row, approach);
  if (!found) return null;
  const said = row.invariant ? outcome(found.explorations) : range(row, found.measurements);
  return { ...said, href: `${runHref(found.run.id)}#q-${row.id}` };
}

function claimCell(id: ClaimId | undefined): Cell | null {
  const said = id && claim(id);
  return said ? { mark: '', words: said.title, href: claimHref(said.id) } : null;
}

/** Runs that may answer, the first experiment's latest first. */
function candidates(row: Row) {
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
function behind(row: Row, approach: ApproachId): Behind | null {
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
  readonly id: string;
  readonly question: string;
  readonly behind: readonly Behind[];
}

/** What the comparison takes from a run. */
export function answeredBy(run: Run, approaches: readonly ApproachId[]): Answered[] {
  return rows()
    .map(({ id, question, ...row }) => ({
      id,
      question,
      behind: approaches.flatMap((approach) => {
        const found = behind({ id, question, ...row }, approach);
        return found?.run.id === run.id ? [found] : [];
      }),
    }))
    .filter((one) => one.behind.length > 0);
}

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

function range(row: Row, found: readonly Measurement[]): { mark: string; words: string } {
  const medians = found.map((one) => median(one.samples)).sort((a, b) => a - b);
  const low = medians[0] ?? 0;
  const high = medians.at(-1) ?? low;
  // A question that names the unit need not have it in every cell.
  const named = found[0]?.unit ?? '';
  const unit = row.question.toLowerCase().includes(named) ? '' : named;
  const words = low === high ? quantity(low, unit) : `${figure(low)} to ${quantity(high, unit)}`;
  return { mark: '', words };
}
