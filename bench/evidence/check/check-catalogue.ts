import { join } from 'node:path';
import { ClaimFile } from '../../../data/schema/claim.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import { Review } from '../../../data/schema/review.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { type Catalogue, questionOf, readCatalogue, yamlFilesBelow } from '../catalogue.ts';
import { attempt, attemptEach, findingIn } from './finding-of.ts';

export interface CheckedCatalogue {
  /** Null where it cannot be read at all; one finding then says why. */
  readonly value: Catalogue | null;
  readonly claims: ReadonlySet<string>;
  /** As `review/approach`. */
  readonly approaches: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Hypotheses name claims, experiments, metrics and axes that exist, and no two the same id. */
export function checkCatalogue(root: string): CheckedCatalogue {
  const claimed = attemptEach(root, yamlFilesBelow(join(root, 'data/claims')), (file) =>
    readYaml(file, ClaimFile),
  );
  const reviewed = attemptEach(root, yamlFilesBelow(join(root, 'data/reviews')), (file) =>
    readYaml(file, Review),
  );
  const claims = new Set<string>(
    claimed.values.flatMap(({ value }) => value.claims.map(({ id }) => id)),
  );
  const reviews = new Set<string>(reviewed.values.map(({ value }) => value.id));
  const approaches = new Set(
    reviewed.values.flatMap(({ value }) => value.approaches.map(({ id }) => `${value.id}/${id}`)),
  );
  const findings = [...claimed.findings, ...reviewed.findings];
  const read = attempt(root, join(root, 'data'), () => readCatalogue(root));
  if ('finding' in read) {
    return { value: null, claims, approaches, findings: [...findings, read.finding] };
  }
  for (const hypothesis of read.value.hypotheses) {
    findings.push(...checkHypothesis(root, hypothesis, read.value, { claims, reviews }));
  }
  findings.push(...checkMetricNames(read.value));
  return { value: read.value, claims, approaches, findings };
}

function checkHypothesis(
  root: string,
  hypothesis: Hypothesis,
  catalogue: Catalogue,
  known: Readonly<Record<'claims' | 'reviews', ReadonlySet<string>>>,
): Finding[] {
  const file = join(root, 'data/hypotheses', `${hypothesis.id}.yaml`);
  const asked = attempt(root, file, () => questionOf(hypothesis, catalogue));
  const experiment = catalogue.experiments.get(hypothesis.experiment);
  const finding = findingIn(`data/hypotheses/${hypothesis.id}.yaml`);
  return [
    ...('finding' in asked ? [asked.finding] : []),
    ...(known.reviews.has(hypothesis.review)
      ? []
      : [
          finding(
            `no review ${hypothesis.review} in data/reviews`,
            `name one of ${[...known.reviews].join(', ')}`,
          ),
        ]),
    ...hypothesis.claims
      .filter(({ id }) => !known.claims.has(id))
      .map(({ id }) => finding(`no claim ${id} in data/claims`, 'name a claim that exists')),
    ...hypothesis.claims
      .filter(({ bears }) => hypothesis.sanity && bears !== 'context')
      .map(({ id, bears }) =>
        finding(`a sanity check bears ${bears} ${id}`, 'let it be context: it counts in no ruling'),
      ),
    ...hypothesis.scopes
      .filter((scope) => experiment && !experiment.substrates.includes(scope))
      .map((scope) =>
        finding(`${hypothesis.experiment} does not run on ${scope}`, 'drop the scope'),
      ),
  ];
}

function checkMetricNames({ metrics, experiments }: Catalogue): Finding[] {
  return [...experiments.values()].flatMap((experiment) =>
    experiment.metrics
      .filter((name) => !metrics.has(name) && experiment.declares?.[name] === undefined)
      .map((name) => ({
        file: `data/experiments/${experiment.id}.yaml`,
        what: `no metric ${name} in data/metrics.yaml`,
        next: 'add it there with its unit and meaning',
      })),
  );
}
