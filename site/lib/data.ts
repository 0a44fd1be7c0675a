import { Citation } from '../../data/schema/citation.ts';
import { Device } from '../../data/schema/device.ts';
import { Experiment } from '../../data/schema/experiment.ts';
import { Hypothesis } from '../../data/schema/hypothesis.ts';
import { Review } from '../../data/schema/review.ts';
import { Run } from '../../data/schema/run.ts';
import { Trace } from '../../data/schema/trace.ts';
import { type Verdict, VerdictFile } from '../../data/schema/verdict.ts';
import { dataFiles } from './files.ts';
import { once } from './once.ts';

/** Everything below `data/` that people review, read once a build. Folders may be absent. */
export const reviews = once(() => values(dataFiles('reviews', '.yaml', Review)));
export const hypotheses = once(() => values(dataFiles('hypotheses', '.yaml', Hypothesis)));
export const experiments = once(() => values(dataFiles('experiments', '.yaml', Experiment)));
export const devices = once(() => values(dataFiles('devices', '.yaml', Device)));
export const verdictFiles = once(() => values(dataFiles('verdicts', '.json', VerdictFile)));
export const traces = once(() => values(dataFiles('traces', '.json', Trace)));
export const runFiles = once(() => dataFiles('results', '.json', Run));
export const runs = once(() =>
  values(runFiles()).sort((a, b) => (a.manifest.startedAt < b.manifest.startedAt ? 1 : -1)),
);
export const citations = once(() =>
  values(dataFiles('history', '.yaml', Citation.array()))
    .flat()
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
);

export const verdicts = once((): Verdict[] => verdictFiles().flatMap((file) => file.current));
export const experiment = (id: string) => experiments().find((one) => one.id === id);
export const hypothesis = (id: string) => hypotheses().find((one) => one.id === id);
export const run = (id: string) => runs().find((one) => one.id === id);
export const trace = (id: string) => traces().find((one) => one.id === id);

function values<T>(files: readonly { readonly value: T }[]): T[] {
  return files.map((one) => one.value);
}
