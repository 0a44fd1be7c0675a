import { Fault, visible } from '../../data/schema/fault.ts';

/** What one job printed: samples by metric, per side where the workload has two. */
export interface JobResult {
  readonly side: string | null;
  readonly metric: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

export interface SerialResult {
  /** The `@ begin` line's words. */
  readonly header: Readonly<Record<string, string>>;
  /** By job id; a job that the kernel refused has none. */
  readonly results: ReadonlyMap<number, readonly JobResult[]>;
  /** By job id, what the kernel refused and with which error. */
  readonly refusals: ReadonlyMap<number, string>;
}

/** Longer than any honest line of the matrix; a guest that floods the line is ended. */
const maximumLine = 100_000;

/**
 * Reads the `@` lines of `bench/program` from a serial line or pipe. Everything else on the line (the
 * kernel's own messages) is ignored, but a transcript that is cut short, disagrees with the number of
 * jobs, or has an `@` line of another form is no result.
 * @throws Fault `checkFailed` with the tail of the transcript.
 */
export function readSerial(text: string, jobs: number): SerialResult {
  const results = new Map<number, JobResult[]>();
  const refusals = new Map<number, string>();
  let header: Record<string, string> | undefined;
  let side: string | null = null;
  let ended = false;
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('@ ')) continue;
    if (line.length > maximumLine) throw garbled(text, `a line of ${line.length} characters`);
    const [first = '', second = '', third = '', ...rest] = line.slice(2).split(' ');
    if (first === 'userspace') continue;
    if (first === 'begin') header = wordsOf(line.slice('@ begin '.length));
    else if (first === 'end') ended = Number(second) === jobs;
    else if (!/^-?\d+$/.test(first)) throw garbled(text, `the line ${JSON.stringify(line)}`);
    else if (second === 'side') side = third;
    else if (second === 'fault') {
      refusals.set(Number(first), [third, ...rest].join(' '));
    } else {
      const id = Number(first);
      const samples = rest.flatMap(runLength);
      if (samples.length === 0 || samples.some(Number.isNaN)) {
        throw garbled(text, `the line ${JSON.stringify(line)}`);
      }
      const earlier = results.get(id) ?? [];
      if (earlier.length === 0 && second !== 'instructions' && second !== 'latency') side = null;
      results.set(id, [...earlier, { side, metric: second, unit: third, samples }]);
    }
  }
  if (!header || !ended) throw garbled(text, 'no end of results');
  return { header, results, refusals };
}

/** `74*20` is twenty samples of 74. */
function runLength(word: string): number[] {
  const match = /^(\d+)(?:\*(\d+))?$/.exec(word);
  if (!match) return [Number.NaN];
  const count = Math.min(Number(match[2] ?? 1), 1_000_000);
  return new Array<number>(count).fill(Number(match[1]));
}

function wordsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(' ').map((word) => {
      const [key = '', value = ''] = word.split('=');
      return [key, value];
    }),
  );
}

/** The last lines, for the error: enough to see a panic's cause. */
export function serialTail(text: string): string {
  return visible(text.trim().split(/\r?\n/).slice(-12).join(' | ').slice(-1500));
}

function garbled(text: string, what: string): Fault {
  return new Fault(
    'checkFailed',
    `the guest's results cannot be read (${what}); its last lines: ${serialTail(text)}`,
    'run it again; if it repeats, report it with these lines',
  );
}
