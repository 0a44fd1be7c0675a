import { type Differences, differencesFrom } from '../../data/schema/provenance/reproducible.ts';
import type { Run } from '../../data/schema/run.ts';
import { experiment } from './data.ts';
import { once } from './once.ts';
import { root } from './root.ts';

const differences = once((): Differences => differencesFrom(root));

/** Whether the tree that the site is built from is the one that made a run, in a sentence. */
export function provenance(run: Run): string {
  const differing = differences()(run, experiment(run.experiment));
  return differing.length === 0
    ? 'Made by the programs and the experiment of the tree that this page was built from.'
    : `Not reproducible from the tree that this page was built from: ${differing.join('; ')}.`;
}
