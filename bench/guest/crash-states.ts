import { sha256 } from '../../data/schema/hash.ts';
import type { CrashLog } from './crash-log.ts';

const line = 64;
const page = 4096;

/**
 * None, all, or a seeded choice. `sample-line` chooses line by line, as persistent memory may tear
 * writes. `sample-block` keeps what the block layer wrote past the caches (the log of a file system) or
 * loses it by whole 4 KiB blocks, the atomic unit that pmem announces without giving it
 * (Documentation/driver-api/nvdimm/btt.rst); what was stored through the caches still tears by lines.
 */
export type Choice = 'none' | 'all' | 'sample-block' | 'sample-line';

/** What a power failure may have left, as lines that differ from the base. */
export interface CrashImage {
  /** Records acknowledged before the failure: those must be found. */
  readonly acknowledged: number;
  /** Which stores not yet sure had reached the media. */
  readonly choice: Choice;
  readonly lines: ReadonlyMap<number, Buffer>;
}

/** A cache line: what surely is on media, and each content that later stores gave it. */
interface LineState {
  persisted: Buffer;
  readonly versions: Buffer[];
  /** Whether the last of them went past the caches. */
  nonTemporal: boolean;
  /** How many of the versions a fence will make sure: those before the last flush. */
  flushed: number;
}

/**
 * Builds the images that a failure could leave at each acknowledgement and just before each fence.
 * Stores to one line persist in their order (x86 keeps it), so each line is at one of its versions;
 * lines are independent of one another; a fence makes sure what was flushed or stored past the caches
 * before it (Raad et al., POPL 2020; non-temporal stores, POPL 2022). Equal images count once.
 */
export function crashImages(log: CrashLog, samples: number, random: () => number): CrashImage[] {
  const lines = new Map<number, LineState>();
  const found = new Map<string, CrashImage>();
  let acknowledged = 0;
  const crash = () => {
    const choices: Choice[] = ['none', 'all'];
    for (let i = 0; i < samples; i++) choices.push('sample-block', 'sample-line');
    for (const choice of choices) {
      const image = { acknowledged, choice, lines: chosen(lines, log, choice, random) };
      const key = keyOf(image);
      if (!found.has(key)) found.set(key, image);
    }
  };
  for (const event of log.events) {
    if (event.kind === 'store') store(lines, log, event.offset, event.bytes, event.nonTemporal);
    else if (event.kind === 'flush') flush(lines, event.offset, event.ordered);
    else if (event.kind === 'acknowledge') {
      acknowledged += 1;
      crash();
    } else {
      crash();
      for (const state of lines.values()) settle(state, state.flushed);
    }
  }
  return [...found.values()];
}

function store(
  lines: Map<number, LineState>,
  log: CrashLog,
  offset: number,
  bytes: Buffer,
  nonTemporal: boolean,
): void {
  for (let at = offset; at < offset + bytes.length; ) {
    const start = at - (at % line);
    const end = Math.min(start + line, offset + bytes.length);
    const state = lines.get(start) ?? {
      persisted: baseLine(log, start),
      versions: [],
      nonTemporal: false,
      flushed: 0,
    };
    const next = Buffer.from(state.versions.at(-1) ?? state.persisted);
    bytes.copy(next, at - start, at - offset, end - offset);
    state.versions.push(next);
    state.nonTemporal = nonTemporal;
    if (nonTemporal) state.flushed = state.versions.length;
    lines.set(start, state);
    at = end;
  }
}

function flush(lines: ReadonlyMap<number, LineState>, start: number, ordered: boolean): void {
  const state = lines.get(start);
  if (!state) return;
  state.flushed = state.versions.length;
  if (ordered) settle(state, state.flushed);
}

/** The first `count` versions are on media for sure. */
function settle(state: LineState, count: number): void {
  if (count === 0) return;
  state.persisted = state.versions[count - 1] ?? state.persisted;
  state.versions.splice(0, count);
  state.flushed = Math.max(0, state.flushed - count);
}

function chosen(
  lines: ReadonlyMap<number, LineState>,
  log: CrashLog,
  choice: CrashImage['choice'],
  random: () => number,
): Map<number, Buffer> {
  const image = new Map<number, Buffer>();
  const blocks = new Map<number, boolean>();
  const wholeBlock = (start: number) => {
    const block = start - (start % page);
    const kept = blocks.get(block) ?? random() < 0.5;
    blocks.set(block, kept);
    return kept;
  };
  for (const [start, { persisted, versions, nonTemporal }] of lines) {
    const count = versions.length;
    const sampled = () =>
      choice === 'sample-block' && nonTemporal
        ? Number(wholeBlock(start)) * count
        : Math.floor(random() * (count + 1));
    const taken = choice === 'none' ? 0 : choice === 'all' ? count : sampled();
    const content = taken === 0 ? persisted : (versions[taken - 1] ?? persisted);
    if (!content.equals(baseLine(log, start))) image.set(start, content);
  }
  return image;
}

function baseLine(log: CrashLog, start: number): Buffer {
  const within = start % page;
  const found = log.base.get(start - within);
  return found ? found.subarray(within, within + line) : Buffer.alloc(line);
}

/** Images that differ only in how much was acknowledged are different demands, so that counts too. */
function keyOf({ acknowledged, lines }: CrashImage): string {
  const parts = [...lines]
    .sort(([a], [b]) => a - b)
    .map(([at, bytes]) => `${at}:${bytes.toString('latin1')}`);
  return sha256(`${acknowledged}|${parts.join('|')}`);
}

/** The form that `bench/program/recover.c` reads: runs of offset, size, bytes. */
export function imageFile(runs: ReadonlyMap<number, Buffer>): Buffer {
  return Buffer.concat(
    [...runs].flatMap(([offset, bytes]) => {
      const head = Buffer.alloc(16);
      head.writeBigUInt64LE(BigInt(offset), 0);
      head.writeBigUInt64LE(BigInt(bytes.length), 8);
      return [head, bytes];
    }),
  );
}
