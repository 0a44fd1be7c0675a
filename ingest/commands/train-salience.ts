import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Io, OptionValues } from '../../data/schema/command.ts';
import { type ExitCode, exitCode } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { storePath } from '../../data/schema/store/path.ts';
import { markedThreads } from '../eval/marked-thread.ts';
import {
  crossValidateSalience,
  meanScores,
  salienceLessons,
  salienceScoreText,
} from '../eval/salience.ts';
import { fitSalience } from '../salience/fit.ts';
import { salienceFile, salienceText } from '../salience/weights.ts';
import { namesIn } from './option.ts';

/** Learns the ranking from marked threads, and says how each is ranked by a model that never saw it. */
export async function trainSalience(
  marks: readonly string[],
  values: OptionValues,
  io: Io,
): Promise<ExitCode> {
  const threads = await markedThreads(marks, namesIn(values, 'mail'), storePath(values, io), io);
  const lessons = salienceLessons(threads);
  const count = new Set(threads.map(({ id }) => id)).size;
  const scores = values['no-validation'] || count < 2 ? [] : crossValidateSalience(threads);
  if (!values['dry']) {
    const [named] = namesIn(values, 'out');
    const out = named ? resolve(io.cwd, named) : salienceFile;
    const trained = { threads: count, readings: threads.length, statements: lessons.length };
    writeFileSync(out, salienceText(fitSalience(lessons), trained));
    io.err(`wrote ${out}\n`);
  }
  io.err(
    `${lessons.length} statements in ${threads.length} readings of ${count} threads, each thread held out in turn\n`,
  );
  if (values['json'])
    io.out(jsonDocument({ schemaVersion: 1, threads: scores, means: meanScores(scores) }));
  else if (scores.length > 0) io.out(salienceScoreText(scores));
  return exitCode.done;
}
