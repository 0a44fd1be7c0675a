import { type Fault, visible } from '../../data/schema/fault.ts';
import { kernelDeath } from '../guest/kernel-death.ts';
import { guestFault } from '../guest/serial.ts';

/** Sectors of 512 bytes: first and count. */
export type Sectors = readonly (readonly [number, number])[];

/** Of a recovery that did not end, or of which the kernel died, nobody says with which errno it would have. */
export const neverEnded = -1;
export const kernelDied = -2;

/** Whether a recovery came to an end; of others nobody knows what they would have read. */
export const ended = ({ mount }: Pick<Recovered, 'mount'>): boolean => mount >= 0;

/** What was found of one image: in the guest (`guest/recover.c` explains each line), and by the checker. */
export interface Recovered {
  /** 0, or the errno with which the kernel refused, or `neverEnded`, or `kernelDied`. */
  readonly mount: number;
  /** After the checker's repair, where the mount was refused; null where it was not. */
  readonly remount: number | null;
  readonly repair: number | null;
  /** The kernel's own words while it refused, or where it hung or died. */
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

/** The image that ended its guest, as the serial line tells; null where all recoveries came to an end. */
export function readFatal(
  serial: string,
): { readonly id: number; readonly found: Recovered } | null {
  const begun = [...serial.matchAll(/^# (\d+)\r?$/gm)].at(-1);
  if (!begun) return null;
  const told = hungIn(serial) ?? diedIn(serial.slice(begun.index));
  if (!told) return null;
  const words = told.words.slice(0, mostWords).map((line) => visible(line));
  return { id: Number(begun[1]), found: { ...empty(), mount: told.mount, words } };
}

type Told = Pick<Recovered, 'mount' | 'words'>;

function hungIn(serial: string): Told | null {
  const spins = /BUG: soft lockup - .*/.exec(serial)?.[0];
  const sleeps = [...serial.matchAll(/^! \d+ hung (.*?)\r?$/gm)].map(([, text = '']) => text);
  if (spins === undefined && sleeps.length === 0) return null;
  const called = [...serial.matchAll(/\] +(\w[\w.]*\+0x\w+\/0x\w+(?: \[\w+\])?)\r?$/gm)];
  // The moment in brackets of the guest's clock is not the recovery's.
  const words = spins === undefined ? sleeps : [spins, ...called.map(([, text = '']) => text)];
  return { mount: neverEnded, words };
}

/** Where there is no panic the guest ended in another way, which is no outcome of an image. */
function diedIn(serial: string): Told | null {
  if (kernelDeath(serial) === null) return null;
  const said = [...serial.matchAll(/^\[ *\d+\.\d+\] ?(.*?)\r?$/gm)].map(([, text = '']) => text);
  return { mount: kernelDied, words: said.filter((line) => !registers.test(line)) };
}

/** A dump of registers and code, and callers that the kernel is not sure of; who called is worth more. */
const registers =
  /^(?:(?:R(?!IP)[A-Z0-9]{2}|[CD]R\d|[CDEFG]S|PKRU|Code|Modules linked in):| *<\/?TASK>| +\?)/;

const mostWords = 24;

/**
 * Reads the `!` lines of a recovery boot; nothing is checked yet.
 * @throws Fault `checkFailed` if an image is missing, had a fault, or the transcript is cut short.
 */
export function readReport(text: string, images: number): Recovered[] {
  const drafts = new Map<number, Draft>();
  const done = new Set<number>();
  let end = -1;
  for (const line of text.split(/\r?\n/)) {
    const match = /^! (-?\d+) ([a-z]+) ?(.*)$/.exec(line);
    if (!match) continue;
    const [, number = '', word = '', rest = ''] = match;
    const id = Number(number);
    if (word === 'fault') throw wrong(text, `image ${id}: ${rest}`);
    if (word === 'end') end = Number(rest);
    else if (word === 'done') done.add(id);
    else {
      const draft = drafts.get(id) ?? empty();
      drafts.set(id, draft);
      take(draft, word, rest);
    }
  }
  if (end !== images || done.size !== images)
    throw wrong(text, `${done.size} of ${images} images were recovered`);
  return Array.from({ length: images }, (_, id) => {
    const found = drafts.get(id);
    if (!found || !ended(found)) throw wrong(text, `image ${id} has no result`);
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

/** What went wrong while a guest recovered images. */
export const wrong = (text: string, what: string): Fault =>
  guestFault(`recovery in the guest failed: ${visible(what)}`, text);
