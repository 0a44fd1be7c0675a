import { join } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { agreementNow, writeAgreement } from '../evidence/agreement/read-agreement.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { readModelRows, writeModelPage } from '../evidence/model-rows.ts';
import { publishRulings, readClaims, readUsual, rulings } from '../evidence/ruling/rulings.ts';
import { readRuns } from '../evidence/runs/run-store.ts';
import { judgeAll } from '../evidence/verdict/judge-all.ts';
import { publish, readVerdicts, succeeded } from '../evidence/verdict/published.ts';

/** `warrant bench publish`: writes data/verdicts/, data/rulings/ and the agreement table from the runs in data/results/,
 * and the model's rows into docs/model.md. */
export const benchPublish: Command['run'] = async ({ values, io }) => {
  const catalogue = readCatalogue(io.root);
  const runs = readRuns(join(io.root, 'data/results')).map(({ run }) => run);
  const verdicts = judgeAll(catalogue, runs);
  const byHypothesis = Map.groupBy(verdicts, ({ hypothesis }) => hypothesis);
  const today = new Date().toISOString().slice(0, 10);
  const changed: string[] = [];
  for (const [hypothesis, current] of byHypothesis) {
    const before = readVerdicts(io.root, hypothesis);
    if (publish(io.root, succeeded(before, current, hypothesis, today))) changed.push(hypothesis);
    if (values['json'] === true) continue;
    for (const { scope, verdict, because } of current) {
      io.out(`${hypothesis} (${scope}): ${verdict}. ${because}\n`);
    }
  }
  publishRulings(
    io.root,
    rulings(catalogue, readClaims(io.root), verdicts, runs, readUsual(io.root)),
  );
  const table = agreementNow(io.root, runs, catalogue.metrics);
  if (table) writeAgreement(io.root, table);
  const rows = readModelRows(io.root);
  if (rows) writeModelPage(io.root, rows);
  if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, changed }));
  return exitCode.done;
};
