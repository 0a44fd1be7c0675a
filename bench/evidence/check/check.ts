import type { Finding } from '../../../data/schema/finding.ts';
import { checkAgreement } from './check-agreement.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkHistory } from './check-history.ts';
import { checkModelRows } from './check-model-rows.ts';
import { checkNames } from './check-names.ts';
import { checkReplayed } from './check-replayed.ts';
import { checkReproducible } from './check-reproducible.ts';
import { checkResults } from './check-results.ts';
import { checkReviews } from './check-reviews.ts';
import { checkRulings } from './check-rulings.ts';
import { checkSignatures } from './check-signatures.ts';
import { checkTraces } from './check-traces.ts';
import { checkVerdicts } from './check-verdicts.ts';

/**
 * Everything about evidence in `data/`: files are well-formed, references resolve, every run and
 * trace hashes to its id, every trace replays, and every published verdict and ruling recomputes from
 * the committed runs. Runs that other sources made are noted.
 */
export function checkEvidence(root: string): Finding[] {
  const catalogue = checkCatalogue(root);
  const results = checkResults(root, catalogue.value);
  return [
    ...catalogue.findings,
    ...(catalogue.value ? checkModelRows(root, catalogue.value) : []),
    ...(catalogue.value ? checkNames(root, catalogue.value) : []),
    ...checkReviews(root),
    ...results.findings,
    ...checkTraces(root, catalogue.value),
    ...checkReplayed(root, results.runs),
    ...(catalogue.value ? checkReproducible(root, catalogue.value, results.runs) : []),
    ...checkSignatures(root),
    ...(catalogue.value ? checkVerdicts(root, catalogue.value, results.runs) : []),
    ...(catalogue.value ? checkRulings(root, catalogue.value, results.runs) : []),
    ...(catalogue.value ? checkAgreement(root, catalogue.value, results.runs) : []),
    ...checkHistory(root, catalogue.claims, catalogue.approaches),
  ];
}
