import { Fault, visible } from '../../data/schema/fault.ts';
import { diedBefore, kernelDeath, wholeUntil } from './kernel-death.ts';

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
/** Of one line: `MAXIMUM_SAMPLES` of bench/program. A few run lengths could else fill the memory. */
const maximumSamples = 4096;

/**
 * Reads the `@` lines of `bench/program` from a serial line or pipe. Everything else on the line (the
 * kernel's own messages) is ignored, but a transcript that is cut short, disagrees with the number of
 * jobs, or has an `@` line of another form is no result. Where the kernel died, the jobs that were whole by then keep
 * theirs, and the others are refused with its words; which of a job's lines it cut is not known of the last that printed.
 * @throws Fault `checkFailed` with the tail of the transcript.
 */
export function readSerial(text: string, jobs: number): SerialResult {
  const results = new Map<number, JobResult[]>();
  const refusals = new Map<number, string>();
  let header: Record<string, string> | undefined;
  let side: { readonly id: number; readonly name: string } | undefined;
  const death = kernelDeath(text);
  let ended = false;
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('@ ') || line.startsWith('@ userspace ')) continue;
    const found = readLine(line);
    if (!found) {
      if (death) break; // the kernel's last words came in between
      throw garbled(text, `the line ${JSON.stringify(line.slice(0, 200))}`);
    }
    const { id, word, rest } = found;
    if (word === 'begin') header = wordsOf(rest);
    else if (word === 'end') ended = Number(rest) === jobs;
    else if (word === 'side') side = { id, name: rest };
    else if (word === 'fault') refusals.set(id, rest);
    else {
      const [unit = '', ...values] = rest.split(' ');
      const samples = runLengths(values);
      if (!samples) {
        if (death) break;
        throw garbled(text, `the line ${JSON.stringify(line.slice(0, 200))}`);
      }
      const result = { side: side?.id === id ? side.name : null, metric: word, unit, samples };
      results.set(id, [...(results.get(id) ?? []), result]);
    }
  }
  if (header && !ended && death) {
    const printed = Array.from({ length: jobs }, (_, id) => results.has(id) || refusals.has(id));
    const whole = wholeUntil(printed, false);
    ended = whole > 0;
    for (let id = whole; id < jobs; id++) {
      results.delete(id);
      refusals.set(id, diedBefore(death));
    }
  }
  if (!header || !ended) throw garbled(text, 'no end of results');
  return { header, results, refusals };
}

/** `@ begin REST`, `@ end REST` or `@ ID WORD REST`. */
function readLine(line: string): { id: number; word: string; rest: string } | undefined {
  if (line.length > maximumLine) return undefined;
  const match = /^@ (?:(begin|end)|(-?\d+) ([a-z0-9-]+)) (.*)$/.exec(line);
  if (!match) return undefined;
  const [, whole, id = '-1', word = '', rest = ''] = match;
  return { id: Number(id), word: whole ?? word, rest };
}

/** `74*20` is twenty samples of 74. Null where a word is no number, or the line would be too many. */
function runLengths(words: readonly string[]): number[] | null {
  const samples: number[] = [];
  for (const word of words) {
    const match = /^(-?\d+(?:\.\d+)?)(?:\*(\d+))?$/.exec(word);
    const count = Number(match?.[2] ?? 1);
    if (!match || samples.length + count > maximumSamples) return null;
    for (let i = 0; i < count; i++) samples.push(Number(match[1]));
  }
  return samples.length === 0 ? null : samples;
}

function wordsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(' ').map((word) => {
      const [key = '', value = ''] = word.split('=');
      return [key, value];
    }),
  );
}

/** The last lines, for the error, after the line that says why the kernel died if it did. */
export function serialTail(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const death = lines.find((line) => /Kernel panic|BUG: |Oops: /.test(line));
  const last = lines.slice(-12).join(' | ').slice(-1200);
  return visible(death && !last.includes(death) ? `${death} | … | ${last}` : last);
}

const garbled = (text: string, what: string): Fault =>
  guestFault(`the guest's results cannot be read (${what})`, text);

/** What went wrong in a guest, with the last lines of its transcript. */
export const guestFault = (what: string, text: string): Fault =>
  new Fault(
    'checkFailed',
    `${what}; its last lines: ${serialTail(text)}`,
    'run it again; if it repeats, report it with these lines',
  );
