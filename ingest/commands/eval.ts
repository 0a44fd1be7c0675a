import { resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { loadClassifier, weightsFile } from '../claim/weights.ts';
import { annotate } from '../eval/annotated.ts';
import { bareId, readAnnotations } from '../eval/annotation.ts';
import { readBrat } from '../eval/brat.ts';
import { type Decider, predict } from '../eval/predict.ts';
import { mailBeside, readMail } from '../eval/read-mail.ts';
import { scoreText } from '../eval/report.ts';
import { score } from '../eval/score.ts';
import { oneOf } from './option.ts';

export const command: Command = {
  usage:
    'GOLD.jsonl|BRAT.ann [--mail SOURCE] [--by rules|model|both] [--weights FILE] [--predictions] [--json]',
  summary: 'precision, recall and F1 of extraction against annotations',
  options: {
    mail: { type: 'string' },
    by: { type: 'string' },
    weights: { type: 'string' },
    predictions: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    const [gold] = positionals;
    if (gold === undefined || positionals.length > 1) {
      throw new Fault('usage', 'eval: name one annotation file', 'see ./warrant eval --help');
    }
    const by = oneOf(values, 'by', ['rules', 'model', 'both']) ?? 'both';
    const mail = typeof values['mail'] === 'string' ? values['mail'] : mailBeside(gold, io.cwd);
    const { annotations, bodies, predictions } = await evaluated(
      gold,
      mail,
      by,
      weightsIn(values['weights'], io),
      io,
    );
    if (values['predictions']) {
      for (const prediction of predictions) io.out(`${JSON.stringify(prediction)}\n`);
      return exitCode.done;
    }
    const result = score(annotations, predictions, bodies);
    io.out(values['json'] ? jsonDocument({ schemaVersion: 1, by, ...result }) : scoreText(result));
    return exitCode.done;
  },
};

/** Weights as `warrant train --out` wrote them; the committed ones unless a file is named. */
const weightsIn = (value: unknown, io: Io) =>
  typeof value === 'string' ? resolve(io.cwd, value) : weightsFile(io.root);

async function evaluated(gold: string, mail: string, by: Decider, weights: string, io: Io) {
  const file = resolve(io.cwd, gold);
  const annotations = gold.endsWith('.ann') ? readBrat(file) : readAnnotations(file);
  const wanted = new Set(annotations.map(({ messageId }) => bareId(messageId)));
  const mails = await readMail(mail, wanted, io);
  const { classifier } = loadClassifier(weights);
  const messages = annotate(annotations, mails, classifier?.meanings ?? new Map());
  return {
    annotations,
    bodies: new Map(messages.map(({ mail: { messageId, body } }) => [messageId, body] as const)),
    predictions: messages
      .flatMap((message) => predict(message, by, classifier))
      .filter(({ kind }) => kind !== 'none'),
  };
}
