import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgreementQuestion, type AgreementTable } from '../../../data/schema/agreement.ts';
import type { Metric } from '../../../data/schema/metric.ts';
import type { Run } from '../../../data/schema/run.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { rowsOf } from '../evidence-row.ts';
import { byLines } from '../runs/format-run.ts';
import { currentRows } from '../verdict/current-rows.ts';
import { agreement } from './agreement.ts';

export const tablePath = (root: string): string => join(root, 'data/agreement/table.json');

/** The table as the committed runs give it now; null where no question is asked. */
export function agreementNow(
  root: string,
  runs: readonly Run[],
  metrics: ReadonlyMap<string, Metric>,
): AgreementTable | null {
  const file = join(root, 'data/agreement/questions.yaml');
  if (!existsSync(file)) return null;
  const rows = currentRows(runs.flatMap((run) => rowsOf(run, metrics)));
  return agreement(readYaml(file, AgreementQuestion.array()), rows);
}

export function writeAgreement(root: string, table: AgreementTable): void {
  writeFileSync(tablePath(root), byLines(table, ['questions', 'rows']));
}
