import { basename, join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Run } from '../../../data/schema/run.ts';
import { type Verdict, VerdictFile } from '../../../data/schema/verdict.ts';
import { type Catalogue, questionOf } from '../catalogue.ts';
import { type EvidenceRow, rowsOf } from '../evidence-row.ts';
import { jsonFiles, readJson } from '../runs/run-store.ts';
import { changeOf } from '../verdict/change.ts';
import { currentRows } from '../verdict/current-rows.ts';
import { decide } from '../verdict/decide.ts';
import { verdictPath } from '../verdict/published.ts';
import { attempt } from './finding-of.ts';

const next = 'publish it again with ./warrant bench publish and review what changed';

/** Every hypothesis has its verdict, and recomputing it from the committed runs changes nothing. */
export function checkVerdicts(root: string, catalogue: Catalogue, runs: readonly Run[]): Finding[] {
  const rows = currentRows(
    runs.flatMap((run) => {
      const read = attempt(root, root, () => rowsOf(run, catalogue.metrics));
      return 'value' in read ? read.value : []; // reported with its file by checkResults
    }),
  );
  const files = new Set(jsonFiles(join(root, 'data/verdicts')));
  const known = new Set(catalogue.hypotheses.map(({ id }) => verdictPath(root, id)));
  return [
    ...catalogue.hypotheses.flatMap((one) => checkHypothesis(root, one, catalogue, rows, runs)),
    ...[...files]
      .filter((file) => !known.has(file))
      .map((file) => ({
        file: file.slice(root.length + 1),
        what: 'no such hypothesis',
        next: 'delete the file or restore the hypothesis',
      })),
  ];
}

function checkHypothesis(
  root: string,
  hypothesis: Hypothesis,
  catalogue: Catalogue,
  rows: readonly EvidenceRow[],
  runs: readonly Run[],
): Finding[] {
  const path = verdictPath(root, hypothesis.id);
  const file = path.slice(root.length + 1);
  const read = attempt(root, path, () => readJson(path, VerdictFile));
  if ('finding' in read) return [read.finding];
  const asked = attempt(root, path, () => {
    const question = questionOf(hypothesis, catalogue);
    return hypothesis.scopes.map((scope) => decide(question, rows, scope));
  });
  // A predicate that cannot be read is a finding about the hypothesis, made by checkCatalogue.
  if ('finding' in asked) return asked.finding.file === file ? [asked.finding] : [];
  const { current, superseded } = read.value;
  const ids = new Set<string>(runs.map(({ id }) => id));
  return [
    ...asked.value.flatMap((now) => recomputed(file, current, now)),
    ...dangling(file, current, ids),
    // What was superseded may rest on a run that was withdrawn; it is kept all the same.
    ...dangling(
      file,
      superseded.map(({ verdict }) => verdict),
      new Set([...ids, ...withdrawn(root)]),
    ),
  ];
}

function recomputed(file: string, current: readonly Verdict[], now: Verdict): Finding[] {
  const published = current.find(({ scope }) => scope === now.scope);
  if (!published) return [{ file, what: `no verdict for scope ${now.scope}`, next }];
  if (canonicalJson(published) === canonicalJson(now)) return [];
  const change = changeOf(published, now) ?? 'its figures, cases or evidence differ';
  return [{ file, what: `the ${now.scope} verdict does not recompute: ${change}`, next }];
}

function withdrawn(root: string): string[] {
  return jsonFiles(join(root, 'data/withdrawn')).map((file) => basename(file, '.json'));
}

function dangling(
  file: string,
  verdicts: readonly Verdict[],
  known: ReadonlySet<string>,
): Finding[] {
  const named = new Set(verdicts.flatMap(({ evidence }) => evidence.map(({ run }) => run)));
  return [...named]
    .filter((id) => !known.has(id))
    .map((id) => ({ file, what: `run ${id} is not in data/results, or not intact`, next }));
}
