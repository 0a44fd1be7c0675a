import { join } from 'node:path';
import { ClaimFile } from '../../../data/schema/claim.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import { Review } from '../../../data/schema/review.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { type Catalogue, questionOf, readCatalogue, yamlFilesBelow } from '../catalogue.ts';
import { attempt } from './finding-of.ts';

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
  const claims = new Set<string>();
  const approaches = new Set<string>();
  const reviews = new Set<string>();
  const findings: Finding[] = [];
  for (const file of yamlFilesBelow(join(root, 'data/claims'))) {
    const read = attempt(root, file, () => readYaml(file, ClaimFile));
    if ('finding' in read) findings.push(read.finding);
    else for (const { id } of read.value.claims) claims.add(id);
  }
  for (const file of yamlFilesBelow(join(root, 'data/reviews'))) {
    const read = attempt(root, file, () => readYaml(file, Review));
    if ('finding' in read) findings.push(read.finding);
    else {
      reviews.add(read.value.id);
      for (const { id } of read.value.approaches) approaches.add(`${read.value.id}/${id}`);
    }
  }
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
  const finding = (what: string, next: string): Finding => ({
    file: `data/hypotheses/${hypothesis.id}.yaml`,
    what,
    next,
  });
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
