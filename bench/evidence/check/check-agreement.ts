import { AgreementTable } from '../../../data/schema/agreement.ts';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Run } from '../../../data/schema/run.ts';
import { agreementNow, tablePath } from '../agreement/read-agreement.ts';
import type { Catalogue } from '../catalogue.ts';
import { readJson } from '../runs/run-store.ts';
import { attempt } from './finding-of.ts';

/** The committed agreement table is what the committed runs give. */
export function checkAgreement(
  root: string,
  catalogue: Catalogue,
  runs: readonly Run[],
): Finding[] {
  const file = tablePath(root);
  const now = attempt(root, file, () => agreementNow(root, runs, catalogue.metrics));
  if ('finding' in now) return [now.finding];
  if (now.value === null) return [];
  const committed = attempt(root, file, () => readJson(file, AgreementTable));
  if ('finding' in committed) return [committed.finding];
  if (canonicalJson(committed.value) === canonicalJson(now.value)) return [];
  return [
    {
      file: 'data/agreement/table.json',
      what: 'does not recompute from the committed runs',
      next: 'write it again with ./warrant bench publish',
    },
  ];
}
