import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { storeOption } from '../../data/schema/store/path.ts';
import { type Meanings, meanings as meaningsOf } from '../claim/judge/sense.ts';
import {
  loadClassifier,
  weightsFile,
  weightsText,
  writtenModel,
  writtenVector,
} from '../claim/judge/weights.ts';
import { learn, settings } from '../claim/learn/learn.ts';
import { learnWordVectors, type WordVector } from '../claim/learn/word-vectors.ts';
import { type AnnotatedMessage, annotate } from '../eval/annotated.ts';
import { type Annotation, bareId, readAnnotations } from '../eval/annotation.ts';
import { byMessage, byThread, crossValidate, lessons } from '../eval/cross-validate.ts';
import { type Measures, measure } from '../eval/measure.ts';
import { mailBeside, readMail, sentencesOf } from '../eval/read-mail.ts';
import { scoreLine } from '../eval/report.ts';
import { score } from '../eval/score.ts';
import { trainSalience } from './train-salience.ts';

const folds = { message: 9, thread: 5 } as const;
const deciders = ['rules', 'model', 'both'] as const;

export const command: Command = {
  usage:
    'ANNOTATIONS.jsonl… [--salience] [--mail SOURCE]… [--words SOURCE]… [--out FILE] [--dry] [--no-validation] [--json]',
  summary: 'train the classifier on annotated files and cross-validate it by message and by thread',
  options: {
    ...storeOption,
    salience: { type: 'boolean' },
    mail: { type: 'string', multiple: true },
    words: { type: 'string', multiple: true },
    out: { type: 'string' },
    dry: { type: 'boolean' },
    'no-validation': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'train: no annotations named', 'see ./warrant train --help');
    }
    if (values['salience']) return trainSalience(positionals, values, io);
    const words = await wordsOf(values['words'], io);
    const meanings = meaningsOf(words);
    const sets: AnnotationSet[] = [];
    for (const file of positionals) sets.push(await readSet(file, values['mail'], meanings, io));
    const messages = sets.flatMap((set) => set.messages);
    if (messages.length < 2) {
      throw new Fault(
        'inputRefused',
        'train: mail of fewer than two annotated messages found',
        'name it with --mail',
      );
    }
    const taught = lessons(messages);
    const results = values['no-validation']
      ? []
      : [...validatedByMessage(sets, meanings), ...validatedByThread(messages, meanings)];
    if (!values['dry']) {
      const out =
        typeof values['out'] === 'string' ? resolve(io.cwd, values['out']) : weightsFile(io.root);
      const { kind, stance } = learn(taught, meanings);
      const trained = { statements: taught.length, messages: messages.length, settings };
      writeFileSync(
        out,
        weightsText({
          schemaVersion: 2,
          trained,
          words: words.map(writtenVector),
          kind: writtenModel(kind),
          stance: writtenModel(stance),
        }),
      );
      io.err(`wrote ${out}\n`);
    }
    report(results, io, values['json'] === true, taught.length, messages.length);
    return exitCode.done;
  },
};

interface AnnotationSet {
  readonly file: string;
  readonly annotations: readonly Annotation[];
  readonly messages: readonly AnnotatedMessage[];
}

async function readSet(
  file: string,
  mail: unknown,
  meanings: Meanings,
  io: Io,
): Promise<AnnotationSet> {
  const annotations = readAnnotations(resolve(io.cwd, file));
  const wanted = new Set(annotations.map(({ messageId }) => bareId(messageId)));
  const named = Array.isArray(mail) ? mail.map(String) : [];
  const mails = new Map();
  for (const source of named.length > 0 ? named : [mailBeside(file, io.cwd)]) {
    for (const [id, found] of await readMail(source, wanted, io)) mails.set(id, found);
  }
  const messages = annotate(annotations, mails, meanings);
  io.err(
    `${file}: ${annotations.length} annotated statements, mail of ${messages.length} of ${wanted.size} messages\n`,
  );
  return { file, annotations, messages };
}

/** Word vectors learned anew from mail where it is named, else those in use. */
async function wordsOf(sources: unknown, io: Io): Promise<readonly WordVector[]> {
  if (!Array.isArray(sources)) return loadClassifier(weightsFile(io.root)).words;
  return learnWordVectors(await sentencesOf(sources.map(String), io));
}

interface Result {
  readonly over: string;
  readonly by: string;
  readonly score: Measures;
}

/** Each file whose annotations carry their words is cross-validated, the others always trained on. */
function validatedByMessage(sets: readonly AnnotationSet[], meanings: Meanings): readonly Result[] {
  return sets
    .filter(({ annotations }) => annotations.every(({ text }) => text !== ''))
    .flatMap((set) => {
      const others = sets.filter((other) => other !== set).flatMap(({ messages }) => messages);
      const bodies = new Map(set.messages.map(({ mail }) => [mail.messageId, mail.body] as const));
      const known = new Set([...bodies.keys()].map(bareId));
      const gold = set.annotations.filter(({ messageId }) => known.has(bareId(messageId)));
      const found = crossValidate(
        set.messages,
        byMessage(set.messages, folds.message),
        meanings,
        others,
      );
      return deciders.map((by) => ({
        over: `${set.file}, ${folds.message}-fold by message`,
        by,
        score: score(gold, found[by].flat(), bodies),
      }));
    });
}

/** All files together, every thread on one side; only statements that we cut as annotators did. */
function validatedByThread(
  messages: readonly AnnotatedMessage[],
  meanings: Meanings,
): readonly Result[] {
  const found = crossValidate(messages, byThread(messages, folds.thread), meanings);
  return deciders.map((by) => {
    const pairs = messages.flatMap(({ labels }, m) =>
      labels.flatMap((label, i) => {
        const said = found[by][m]?.[i];
        return label && said ? [{ label, said }] : [];
      }),
    );
    return {
      over: `all files, ${folds.thread}-fold by thread`,
      by,
      score: measure(
        pairs.map(({ label }) => label),
        pairs.map(({ said }) => (said.kind === 'none' ? null : said)),
        [],
      ),
    };
  });
}

function report(
  results: readonly Result[],
  io: Io,
  json: boolean,
  statements: number,
  messages: number,
): void {
  if (json) {
    io.out(jsonDocument({ schemaVersion: 1, statements, messages, folds, validation: results }));
    return;
  }
  io.out(`trained on ${statements} statements of ${messages} messages\n`);
  for (const { over, by, score: found } of results) {
    if (by === deciders[0]) io.out(`${over}:\n`);
    io.out(scoreLine(`  ${by === 'both' ? 'rules and model' : `${by} alone`}`, found));
  }
}
