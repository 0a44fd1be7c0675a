import type { Operation } from '../../bench/model/fs/operation.ts';
import type { TraceStep } from '../../data/schema/trace.ts';

/** What a step of the model is, as the heading of that step: a sentence without its full stop. */
export function stepTitle(step: Pick<TraceStep, 'actor' | 'operation' | 'text'>): string {
  const who = subject(step.actor);
  const title = titles[step.operation]?.(who, step.text) ?? operationTitle(who, step.operation);
  // The model may learn a step before its title is written; its sentence then stands for it.
  return title ?? whole(step.text);
}

/** What the model says of a step beyond its title; empty where that is all. */
export function stepText(step: Pick<TraceStep, 'actor' | 'operation' | 'text'>): string {
  if (stepTitle(step) === whole(step.text)) return '';
  // The model names operations as calls are named; a sentence begins with a capital all the same.
  return step.text.replace(/^(?!fsync|write)[a-z]/, (letter) => letter.toUpperCase());
}

const whole = (text: string) => text.replace(/\.$/, '');

/** `programs` is the name of several that run by turns. */
const subject = (actor: string) => (actor === 'programs' ? 'One of the programs' : `The ${actor}`);

/** By the first word of a step's key in the model. */
const titles: Readonly<Record<string, (who: string, text: string) => string>> = {
  store: (who) => `${who} stores to a mapped block`,
  clwb: (who) => `${who} writes a line back with CLWB`,
  sfence: (who) => `${who} waits for write-backs with SFENCE`,
  acknowledge: (who) => `${who} takes the store for durable`,
  sigbus: (who) => `${who} is ended by SIGBUS`,
  fault: (who) => `${who} faults: the page gets a block`,
  map: (who) => `${who} leaves the fault: the page is writable`,
  chunk: (who) => `${who} faults: a page of the static chunk is mapped`,
  // One call, several steps: the model's sentence tells which.
  fsync: (_, text) => whole(text),
  // The write-back of fsync, page by page.
  tag: (who) => `${who} marks the dirty pages that its fsync will write back`,
  walk: (who) => `${who} takes the first marked page and flushes it`,
  wait: (who) => `${who} waits for a page that another fsync has`,
  clean: (who) => `${who} has a page on the media and goes on to the next`,
  pin: (who) => `${who} gives a device a page to write to`,
  device: () => 'The device writes to the block that it was given',
  unpin: () => 'The device has ended, and the page is given back',
  idle: (who) => `${who} goes on, since no device uses the pages any more`,
  roll: (who) => `${who} goes on with the operation in another transaction`,
  refuse: (who) => `${who} asks whether the file allows the operation`,
  unmap: (who) => `${who} removes the mappings of the blocks`,
  lock: (who) => `${who} takes a lock`,
  unlock: (who) => `${who} releases the lock`,
  'lock order': (who) => `${who} goes on to its next lock or handle`,
  capture: () => 'The force captures the committed transactions',
  write: () => 'Lines are written to the media',
  fence: () => 'A fence orders the writes before it',
  // Two planted bugs: a fence left out, and a rename in two steps.
  no: () => 'No fence: the planted bug leaves it out',
  rename: (who) => `${who} makes the first half of a rename`,
  logged: () => 'The transaction is in the log',
  in: () => 'The metadata is in its place',
  flipped: () => 'The new root is the file system',
  forced: () => 'The force is done: what it captured is durable',
  checkpoint: () => 'The checkpoint takes the lines that are in the log',
  checkpointed: () => 'The log is empty again',
  deadlock: () => 'Nobody can go on: a deadlock',
  crash: () => 'Power is lost',
  recovery: () => 'The kernel recovers the file system',
  violation: () => 'The invariant is broken',
};

type Titles = {
  readonly [K in Operation['kind']]: (operation: Operation & { readonly kind: K }) => string;
};
type Ranged = Extract<Operation, { at: number; length: number }>;

const blocks = (length: number) => `${length} ${length === 1 ? 'block' : 'blocks'}`;
const range = ({ file, at, length }: Ranged) => `${blocks(length)} at block ${at} of file ${file}`;

/** Operations on block maps, which a step carries whole. */
const operations: Titles = {
  allocate: (one) => `allocates ${range(one)}`,
  fallocate: (one) => `preallocates ${range(one)}`,
  punch: (one) => `punches a hole of ${range(one)}`,
  insert: (one) => `inserts ${range(one)}`,
  collapse: (one) => `collapses ${range(one)}`,
  truncate: (one) => `truncates file ${one.file} to ${blocks(one.size)}`,
  reflink: (one) =>
    `reflinks block ${one.at} of file ${one.file} as block ${one.toAt} of file ${one.to}`,
  rename: (one) => `renames file ${one.file} to name ${one.name}`,
  evict: (one) => `frees the blocks of file ${one.file}, which has no name`,
  unlink: (one) => `unlinks name ${one.name} of file ${one.file}`,
};

function operationTitle(who: string, text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const operation = JSON.parse(text) as Operation;
    const title = operations[operation.kind] as ((one: Operation) => string) | undefined;
    return title && `${who} ${title(operation)}`;
  } catch {
    return undefined;
  }
}
