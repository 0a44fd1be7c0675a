import { resolve } from 'node:path';
import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { loadClassifier, weightsFile } from '../claim/judge/weights.ts';
import { annotate } from '../eval/annotated.ts';
import { bareId, readAnnotations } from '../eval/annotation.ts';
import { readBrat } from '../eval/brat.ts';
import { markedThreads } from '../eval/marked-thread.ts';
import { type Decider, predict } from '../eval/predict.ts';
import { mailBeside, readMail } from '../eval/read-mail.ts';
import { scoreText } from '../eval/report.ts';
import { evaluateSalience, meanScores, salienceScoreText } from '../eval/salience.ts';
import { agreements, agreementText } from '../eval/salience-agreement.ts';
import { score } from '../eval/score.ts';
import { loadSalience } from '../salience/weights.ts';
import { namesIn, oneOf } from './option.ts';

export const command: Command = {
  usage: [
    'GOLD.jsonl|BRAT.ann [--mail SOURCE] [--by rules|model|both] [--weights FILE] [--predictions] [--json]',
    '  eval --salience MARKS.jsonl|CLAIMS-FOLDER… [--mail SOURCE]… [--store FILE] [--weights FILE] [--json]',
  ].join('\n'),
  summary: 'precision, recall and F1 of extraction, or of the ranking, against annotations',
  options: {
    ...storeOption,
    salience: { type: 'boolean' },
    mail: { type: 'string', multiple: true },
    by: { type: 'string' },
    weights: { type: 'string' },
    predictions: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    if (values['salience']) return evalSalience(positionals, values, io);
    const [gold] = positionals;
    if (gold === undefined || positionals.length > 1) {
      throw new Fault('usage', 'eval: name one annotation file', 'see ./warrant eval --help');
    }
    const by = oneOf(values, 'by', ['rules', 'model', 'both']) ?? 'both';
    const [mail = mailBeside(gold, io.cwd)] = namesIn(values, 'mail');
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

/** How well the ranking finds what readers marked, beside orders that need no model. */
async function evalSalience(marks: readonly string[], values: OptionValues, io: Io) {
  if (marks.length === 0)
    throw new Fault('usage', 'eval --salience: no marks named', 'see ./warrant eval --help');
  const threads = await markedThreads(marks, namesIn(values, 'mail'), storePath(values, io), io);
  const [weights] = namesIn(values, 'weights');
  const model = loadSalience(weights && resolve(io.cwd, weights));
  const scores = evaluateSalience(threads, () => model);
  const means = meanScores(scores);
  io.out(
    values['json']
      ? jsonDocument({ schemaVersion: 1, threads: scores, means, readers: agreements(threads) })
      : salienceScoreText(scores) + agreementText(agreements(threads)),
  );
  return exitCode.done;
}

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
