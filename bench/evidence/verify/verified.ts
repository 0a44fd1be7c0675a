import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Edge, Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import type { Verdict } from '../../../data/schema/verdict.ts';
import { type Catalogue, questionOf } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { changeOf } from '../verdict/change.ts';
import { currentRows, instrumentOf } from '../verdict/current-rows.ts';
import { decide } from '../verdict/decide.ts';
import type { Rerun } from './rerun.ts';

type Status = 'holds' | 'not repeated' | 'differs' | 'cannot run here' | 'unpublished';

/** What repeating the experiments says about one published verdict. */
export interface Verified {
  readonly verdict: Verdict;
  /** What the hypothesis bears on. */
  readonly claims: readonly Edge[];
  readonly published: Verdict | null;
  readonly status: Status;
  readonly why: string;
  /** Cases decided by a repeated run, of all. */
  readonly rerun: { readonly cases: number; readonly of: number };
  /** The repetition itself; null where there was none. */
  readonly run: Run | null;
}

/**
 * Decides a hypothesis again, on committed runs with every repeated setting put in their place.
 * A quick repetition covers fewer settings; the committed runs stand in for the others.
 */
export function verified(
  hypothesis: Hypothesis,
  scope: Scope,
  catalogue: Catalogue,
  committed: readonly Run[],
  repeated: Rerun,
  published: Verdict | null,
): Verified {
  const question = questionOf(hypothesis, catalogue);
  const fresh = repeated.kind === 'ran' ? repeated.run : null;
  const runs = fresh ? [...committed, fresh] : committed;
  const rows = currentRows(
    runs.flatMap((run) => rowsOf(run, catalogue.metrics)),
    (run) => (run === fresh ? 'repeated' : instrumentOf(run)),
  );
  const verdict = decide(question, rows, scope);
  const cases = verdict.cases.filter(({ runs: of }) => fresh !== null && of.includes(fresh.id));
  const counted = { cases: cases.length, of: verdict.cases.length };
  const answer =
    repeated.kind === 'cannot'
      ? { verdict: published ?? verdict, status: 'cannot run here' as const, why: repeated.why }
      : { verdict, ...compared(published, verdict, counted) };
  return { ...answer, claims: hypothesis.claims, published, rerun: counted, run: fresh };
}

function compared(
  published: Verdict | null,
  now: Verdict,
  rerun: Verified['rerun'],
): { readonly status: Status; readonly why: string } {
  if (!published) return { status: 'unpublished', why: 'no verdict is published yet' };
  const change = changeOf(published, now);
  if (change !== null) return { status: 'differs', why: change };
  if (rerun.cases === 0) {
    return { status: 'not repeated', why: `none of its ${rerun.of} cases was repeated` };
  }
  const figures = figuresChanged(published, now);
  return {
    status: 'holds',
    why:
      `${rerun.cases} of ${rerun.of} cases repeated` +
      (figures > 0 ? `, figures differ in ${figures} without changing an answer` : ''),
  };
}

function figuresChanged(published: Verdict, now: Verdict): number {
  const before = new Map(published.cases.map((one) => [canonicalJson(one.when), one]));
  return now.cases.filter(({ when, left, right }) => {
    const was = before.get(canonicalJson(when));
    return was !== undefined && (was.left !== left || was.right !== right);
  }).length;
}
