import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { allReductions } from '../model/explore/options.ts';
import { scenarioOf } from '../model/explore/scenario.ts';
import { exploreOptions } from '../model/run-experiment.ts';
import { settings } from '../model/settings.ts';
import { UnknownValue } from '../model/workload/unknown-value.ts';

/**
 * Refuses an experiment that the schema admits and the model cannot run.
 * @throws Fault `inputRefused` with file, line, and what the model knows.
 */
export function checkExperiment(experiment: Experiment, file: string): void {
  try {
    if (!experiment.substrates.includes('model')) {
      throw new UnknownValue(['substrates'], experiment.substrates, ['model among them']);
    }
    const own = ['durable-stores', 'sync-fault'];
    if (own.includes(experiment.workload)) return;
    for (const setting of settings(experiment)) {
      scenarioOf(experiment.workload, setting, exploreOptions(experiment, allReductions));
    }
  } catch (caught) {
    if (!(caught instanceof UnknownValue)) throw caught;
    const at = `${file}:${lineOf(file, caught.path)}`;
    throw new Fault('inputRefused', `${at}: ${caught.message}`, 'mend the file', caught);
  }
}

function lineOf(file: string, path: readonly string[]): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter });
  const node = document.getIn(path, true);
  return isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line : 1;
}
