import type { Fault } from '../../data/schema/fault.ts';
import { diedBefore, kernelDeath, wholeUntil } from './kernel-death.ts';
import { guestFault } from './serial.ts';

/** What a program said, in its order. */
export type Said =
  | { readonly kind: 'metric'; readonly metric: string; readonly value: number }
  | {
      readonly kind: 'interval';
      readonly interval: string;
      /** Instructions, or on the host ns. */
      readonly spent: number;
      readonly counters: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'ack'; readonly text: string };

export interface ProgramResult {
  readonly said: readonly Said[];
  /** Why the setting has no result, or null. */
  readonly fault: string | null;
}

/** More than any honest program says; one in a loop would fill the memory. */
const mostLines = 200_000;
const longestLine = 2000;

/**
 * Reads the `@` lines of programs, by job; everything else on the line is the kernel's. Where the kernel died, the
 * jobs whose results were whole by then keep them, and the others have its words as their fault.
 * @throws Fault `checkFailed` for a transcript that is cut short otherwise, that has an `@` line of another form, or
 * that leaves no job whole.
 */
export function readProgramResults(text: string, jobs: number): readonly ProgramResult[] {
  const results = Array.from({ length: jobs }, () => ({
    said: [] as Said[],
    fault: null as string | null,
  }));
  const death = kernelDeath(text);
  let ended = false;
  let torn = false;
  let lines = 0;
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('@ ') || /^@ (?:userspace|begin) /.test(line)) continue;
    lines += 1;
    if (line === `@ end ${jobs}`) {
      ended = true;
      continue;
    }
    const match = /^@ (-?\d+) ([a-z]+) (.*)$/.exec(line);
    const [, id = '', word = '', rest = ''] = match ?? [];
    const result = results[Number(id)];
    if (word === 'fault') {
      const failed = Number(id) < 0 ? results : result ? [result] : [];
      for (const one of failed) one.fault ??= rest;
      continue;
    }
    const said = match && line.length <= longestLine ? saidOf(word, rest) : null;
    if (!result || !said || lines > mostLines) {
      torn = death !== null && lines <= mostLines; // the kernel's last words came in between
      if (!torn) throw garbled(text, line);
      break;
    }
    result.said.push(said);
  }
  if (ended && !torn) return results;
  // A program that ran was the next one's; else the last may have died before its line was empty.
  const printed = results.map(({ said, fault }) => said.length > 0 || fault !== null);
  const whole = death ? wholeUntil(printed, death.running === 'program' && !torn) : 0;
  if (!death || whole === 0) throw garbled(text, 'no end of results');
  const fault = diedBefore(death);
  return results.map((result, id) => (id < whole ? result : { said: [], fault }));
}

function saidOf(word: string, rest: string): Said | null {
  if (word === 'ack') return { kind: 'ack', text: rest };
  const [name = '', ...words] = rest.split(' ');
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  const value = Number(words[0]);
  if (words[0] === undefined || !/^-?\d+(\.\d+)?$/.test(words[0])) return null;
  if (word === 'metric') return words.length === 1 ? { kind: 'metric', metric: name, value } : null;
  if (word !== 'interval') return null;
  const counters = words.slice(1).map((each) => /^([a-z0-9-]+)=(\d+)$/.exec(each));
  if (counters.some((each) => each === null)) return null;
  return {
    kind: 'interval',
    interval: name,
    spent: value,
    counters: Object.fromEntries(counters.map((each) => [each?.[1], Number(each?.[2])])),
  };
}

const garbled = (text: string, what: string): Fault =>
  guestFault(`the guest's results cannot be read (${JSON.stringify(what.slice(0, 200))})`, text);
