import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { EvidenceRow } from '../evidence-row.ts';

/**
 * What counts of runs made with several instruments. Rows about the same thing under the same
 * setting pool where the same instrument made them; otherwise those of the newest instrument stand
 * and the older ones are history. `newest` last in `rows` on equal times.
 */
export function currentRows(
  rows: readonly EvidenceRow[],
  instrument: (run: Run) => string = instrumentOf,
): readonly EvidenceRow[] {
  // Once a run, not a row: a run has thousands.
  const runs = new Set(rows.map(({ run }) => run));
  const instruments = new Map([...runs].map((run) => [run, instrument(run)]));
  return [...Map.groupBy(rows, subject).values()].flatMap((group) => {
    const newest = group.reduce((a, b) =>
      b.run.manifest.startedAt >= a.run.manifest.startedAt ? b : a,
    );
    return group.filter(({ run }) => instruments.get(run) === instruments.get(newest.run));
  });
}

/** What a row is about: metric or invariant, scope and setting. */
export function subject(row: EvidenceRow): string {
  const { run, conditions } = row;
  const name = row.kind === 'measured' ? row.metric : `holds ${row.exploration.invariant}`;
  return `${run.experiment} ${run.substrate} ${name} ${canonicalJson(conditions)}`;
}

/** Everything whose change may change a measurement: the tools, and on a host the machine. */
export function instrumentOf({ substrate, manifest }: Run): string {
  return canonicalJson(
    substrate === 'host'
      ? { tools: manifest.tools, machine: manifest.machine }
      : { tools: manifest.tools },
  );
}
