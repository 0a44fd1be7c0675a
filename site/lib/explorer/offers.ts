import { fixed } from '../../../data/schema/hypothesis.ts';
import { experiment, hypotheses, runs, verdicts } from '../data.ts';
import { day } from '../format.ts';
import { href, hypothesisHref, runHref } from '../href.ts';
import { once } from '../once.ts';
import { metricsOf, type Offer } from './rows.ts';

/** Scopes as they are offered. */
const order: readonly string[] = ['guest', 'model', 'host'];

/** Every run with measurements. */
export const offers = once((): Offer[] =>
  runs()
    .filter((run) => run.measurements.length > 0)
    // A real kernel first, then the model, then one machine's clock; the fullest of each first.
    .sort(
      (a, b) =>
        order.indexOf(a.substrate) - order.indexOf(b.substrate) ||
        b.measurements.length - a.measurements.length,
    )
    .map((run) => ({
      run: run.id,
      experiment: run.experiment,
      metrics: metricsOf(run.measurements),
      title: experiment(run.experiment)?.title ?? run.experiment,
      scope: run.substrate,
      date: day(run.manifest.startedAt),
      json: href(`/runs/${run.id}.json`),
      csv: href(`/runs/${run.id}.csv`),
      page: runHref(run.id),
      applies: hypotheses()
        .filter((one) => one.experiment === run.experiment)
        .flatMap((one) =>
          run.measurements
            .map((measurement) => measurement.metric)
            .filter(
              (metric, index, all) =>
                all.indexOf(metric) === index && one.predicate.includes(metric),
            )
            .map((metric) => ({
              statement: one.statement,
              metric,
              href: hypothesisHref(one.id),
              conditions: fixed(one.conditions),
              scope: run.substrate,
              verdict:
                verdicts().find(
                  (found) => found.hypothesis === one.id && found.scope === run.substrate,
                )?.verdict ?? 'untested',
            })),
        ),
    })),
);
