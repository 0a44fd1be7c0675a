import type { Conditions, Scope } from '../../data/schema/scope.ts';
import { runs } from './data.ts';
import { matches } from './evidence.ts';
import { median } from './format.ts';

/** The measurements of the latest run of an experiment in one scope that match. */
export function select(experiment: string, scope: Scope, metric: string, where: Conditions) {
  for (const run of runs()) {
    if (run.experiment !== experiment || run.substrate !== scope) continue;
    const rows = run.measurements.filter(
      (one) => one.metric === metric && matches(one.conditions, where),
    );
    if (rows.length > 0) return { run: run.id, rows };
  }
  return undefined;
}

/** One number: the median over every matching setting's samples. */
export function pick(experiment: string, scope: Scope, metric: string, where: Conditions) {
  const found = select(experiment, scope, metric, where);
  const [first] = found?.rows ?? [];
  if (!found || !first) return undefined;
  return {
    run: found.run,
    unit: first.unit,
    median: median(found.rows.flatMap((one) => one.samples)),
  };
}
