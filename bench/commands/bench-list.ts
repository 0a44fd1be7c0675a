import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { settings } from '../model/settings.ts';

/** `warrant bench list`: every experiment with its substrates and the number of its settings. */
export const benchList: Command['run'] = async ({ values, io }) => {
  const { experiments, hypotheses } = readCatalogue(io.root);
  for (const experiment of experiments.values()) {
    const asked = hypotheses.filter((one) => one.experiment === experiment.id).map(({ id }) => id);
    const counts = { settings: settings(experiment).length };
    if (values['json'] === true) {
      const { id, title, question, substrates, metrics, invariants } = experiment;
      io.out(
        ndjsonLine({
          id,
          title,
          question,
          substrates,
          metrics,
          invariants,
          ...counts,
          hypotheses: asked,
        }),
      );
    } else {
      io.out(
        `${experiment.id.padEnd(30)} ${experiment.substrates.join(',').padEnd(17)} ${String(counts.settings).padStart(5)} settings  ${experiment.title}\n`,
      );
    }
  }
  return exitCode.done;
};
