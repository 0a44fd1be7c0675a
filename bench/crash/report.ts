import { Fault, visible } from '../../data/schema/fault.ts';
import { serialTail } from '../guest/serial.ts';

/** Sectors of 512 bytes: first and count. */
export type Sectors = readonly (readonly [number, number])[];

/** Of a recovery that did not end nobody says with which errno it would have. */
export const neverEnded = -1;

/** What was found of one image: in the guest (`guest/recover.c` explains each line), and by the checker. */
export interface Recovered {
  /** 0, or the errno with which the kernel refused, or `neverEnded`. */
  readonly mount: number;
  /** After the checker's repair, where the mount was refused; null where it was not. */
  readonly remount: number | null;
  readonly repair: number | null;
  /** The kernel's own words while it refused, or where it hung. */
  readonly words: readonly string[];
  readonly lost: readonly string[];
  readonly broken: readonly string[];
  /** What the oracle says was there, for tables. */
  readonly kept: readonly string[];
  /** Status of the checker; null where there was nothing to check. */
  readonly checker: number | null;
  readonly says: readonly string[];
  readonly read: Sectors;
  readonly ahead: Sectors;
  /** What the checker read, but for what recovery had written. */
  readonly checked: Sectors;
  /** What recovery and oracle wrote. */
  readonly wrote: Sectors;
  /** Blocks of its own log that jbd2 looked at. */
  readonly log: readonly number[];
  /** Hash of what the device held after recovery, and of what recovery had written to it. */
  readonly state: string;
  readonly left: string;
}

type Draft = {
  -readonly [K in keyof Recovered]: Recovered[K] extends readonly string[]
    ? string[]
    : Recovered[K];
};

const empty = (): Draft => ({
  mount: neverEnded,
  remount: null,
  repair: null,
  words: [],
  lost: [],
  broken: [],
  kept: [],
  checker: null,
  says: [],
  read: [],
  ahead: [],
  checked: [],
  wrote: [],
  log: [],
  state: '',
  left: '',
});

/** The image whose recovery did not end, as the serial line of its guest tells; null where all of them ended. */
export function readHung(
  serial: string,
): { readonly id: number; readonly found: Recovered } | null {
  const spins = /BUG: soft lockup - .*/.exec(serial)?.[0];
  const sleeps = [...serial.matchAll(/^! \d+ hung (.*?)\r?$/gm)].map(([, text = '']) => text);
  const id = [...serial.matchAll(/^# (\d+)\r?$/gm)].at(-1)?.[1];
  if ((spins === undefined && sleeps.length === 0) || id === undefined) return null;
  const called = [...serial.matchAll(/\] +(\w[\w.]*\+0x\w+\/0x\w+(?: \[\w+\])?)\r?$/gm)];
  // The moment in brackets of the guest's clock is not the recovery's.
  const words = spins === undefined ? sleeps : [spins, ...called.map(([, text = '']) => text)];
  const shown = words.slice(0, mostWords).map((line) => visible(line));
  return { id: Number(id), found: { ...empty(), words: shown } };
}

const mostWords = 24;

/**
 * Reads the `!` lines of a recovery boot; nothing is checked yet.
 * @throws Fault `checkFailed` if an image is missing, had a fault, or the transcript is cut short.
 */
export function readReport(text: string, images: number): Recovered[] {
  const drafts = new Map<number, Draft>();
  const done = new Set<number>();
  let ended = -1;
  for (const line of text.split(/\r?\n/)) {
    const match = /^! (-?\d+) ([a-z]+) ?(.*)$/.exec(line);
    if (!match) continue;
    const [, number = '', word = '', rest = ''] = match;
    const id = Number(number);
    if (word === 'fault') throw wrong(text, `image ${id}: ${rest}`);
    if (word === 'end') ended = Number(rest);
    else if (word === 'done') done.add(id);
    else {
      const draft = drafts.get(id) ?? empty();
      drafts.set(id, draft);
      take(draft, word, rest);
    }
  }
  if (ended !== images || done.size !== images)
    throw wrong(text, `${done.size} of ${images} images were recovered`);
  return Array.from({ length: images }, (_, id) => {
    const found = drafts.get(id);
    if (!found || found.mount < 0) throw wrong(text, `image ${id} has no result`);
    return found;
  });
}

function take(draft: Draft, word: string, rest: string): void {
  const error = () => (rest === 'ok' ? 0 : Number(rest));
  if (word === 'mount') draft.mount = error();
  else if (word === 'remount') draft.remount = error();
  else if (word === 'repair') draft.repair = Number(rest);
  else if (word === 'state' || word === 'left') draft[word] = rest;
  else if (word === 'log') draft.log = rest === '' ? [] : rest.split(',').map(Number);
  else if (word === 'read' || word === 'ahead' || word === 'wrote') draft[word] = sectors(rest);
  else if (word === 'words' || word === 'lost' || word === 'broken') draft[word].push(rest);
  else if (word === 'kept' || word === 'says') draft[word].push(rest);
}

function sectors(text: string): Sectors {
  if (text === '') return [];
  return text.split(',').map((run) => {
    const [first = 0, count = 0] = run.split('+').map(Number);
    return [first, count] as const;
  });
}

function wrong(text: string, what: string): Fault {
  return new Fault(
    'checkFailed',
    `recovery in the guest failed: ${visible(what)}; its last lines: ${serialTail(text)}`,
    'run it again; if it repeats, report it with these lines',
  );
}
