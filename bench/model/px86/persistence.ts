/**
 * The persistent half of Px86, usable without threads: what a crash may leave of a few cache lines.
 *
 * Each line persists on its own, and the stores to one line persist in the order in which they
 * reached the cache (Px86, Raad, Wickerson, Neiger and Vafeiadis, POPL 2020: `nvo` contains the
 * TSO order on one line). So a line is a list of versions: the first is on media for certain, and a
 * crash leaves exactly one of the list. Flushes and fences move that floor up.
 *
 * Flushes are synchronous here: CLFLUSH ends with its line on media, a fence ends with the lines of
 * the actor's earlier CLWBs on media. Px86 lets them complete later but orders every later persist
 * after them; the reachable states are the same (Khyzha and Lahav, POPL 2021, PTSOsyn).
 *
 * Store buffers, and non-temporal stores that overtake other stores, belong to the thread half
 * (`machine.ts`). A caller with one thread needs no store buffer: what one thread has not yet
 * propagated at a crash is the tail of its program, so the crash before it covers the case.
 *
 * Everything is immutable. `V` is the content of a whole line, or anything that stands for it.
 */

/**
 * What outlives a power failure.
 * - `adr`: what left the cache (the memory controller drains its queue).
 * - `eadr`: what reached the cache. `gpf` is the same promise by the Global Persistent Flush of the CXL
 *   specification: caches first, then the buffers of devices.
 * - `adr-fails`, `gpf-fails`: the energy ran out before the queue, or the device's buffer, was drained
 *   (NFIT's health flag, CXL's dirty shutdown count). What was written back may be lost all the same, so
 *   nothing but the order on one line is left.
 */
export const modes = ['adr', 'eadr', 'gpf', 'adr-fails', 'gpf-fails'] as const;
export type Mode = (typeof modes)[number];

/** Whether a store is safe as soon as other processors see it. */
export function cachesPersist(mode: Mode): boolean {
  return mode === 'eadr' || mode === 'gpf';
}

/** Whether flushes and fences promise anything at a crash. */
export function queuePersists(mode: Mode): boolean {
  return mode !== 'adr-fails' && mode !== 'gpf-fails';
}

export interface Line<V> {
  /** Never empty. `versions[0]` has persisted; each later one may have; the last is what loads see. */
  readonly versions: readonly V[];
  /** By actor: the version that the actor's next fence waits for, as an index into `versions`. */
  readonly awaited: readonly number[];
}

export interface PersistentMemory<V> {
  readonly mode: Mode;
  readonly lines: readonly Line<V>[];
}

/**
 * Memory whose lines have all persisted with the given contents.
 * @example
 * let memory = persistentMemory('adr', ['old data', 'old flag']);
 * memory = store(memory, 0, 'new data');
 * memory = store(memory, 1, 'new flag');
 * Array.from(crashStates(memory)).length // => 4
 * memory = fence(clwb(memory, 0));
 * Array.from(crashStates(memory), (state) => state.join(', ')) // => ['new data, old flag', 'new data, new flag']
 */
export function persistentMemory<V>(mode: Mode, contents: readonly V[]): PersistentMemory<V> {
  return { mode, lines: contents.map(settled) };
}

/** What a load sees when no store buffer stands before it. */
export function cached<V>(memory: PersistentMemory<V>, line: number): V {
  return lastOf(lineOf(memory, line));
}

/** A store (of the whole new content of its line) reaches the cache. */
export function store<V>(
  memory: PersistentMemory<V>,
  line: number,
  content: V,
): PersistentMemory<V> {
  if (cachesPersist(memory.mode)) return withLine(memory, line, settled(content));
  const { versions, awaited } = lineOf(memory, line);
  return withLine(memory, line, { versions: [...versions, content], awaited });
}

/** CLFLUSH takes effect: everything that reached the line is on media. */
export function clflush<V>(memory: PersistentMemory<V>, line: number): PersistentMemory<V> {
  const before = lineOf(memory, line);
  if (before.versions.length === 1 || !queuePersists(memory.mode)) return memory;
  return withLine(memory, line, settled(lastOf(before)));
}

/** CLWB or CLFLUSHOPT takes effect: the write-back has begun, the actor's next fence waits for it. */
export function clwb<V>(memory: PersistentMemory<V>, line: number, actor = 0): PersistentMemory<V> {
  const { versions, awaited } = lineOf(memory, line);
  const upTo = versions.length - 1;
  if (!queuePersists(memory.mode) || (awaited[actor] ?? 0) === upTo) return memory;
  return withLine(memory, line, { versions, awaited: replaced(awaited, actor, upTo) });
}

/**
 * SFENCE, MFENCE or a locked RMW takes effect: the write-backs that the actor began have ended.
 * @example
 * let memory = store(persistentMemory('adr', [0]), 0, 1);
 * Array.from(crashStates(fence(memory))).length // => 2
 * Array.from(crashStates(fence(clwb(memory, 0)))).length // => 1
 */
export function fence<V>(memory: PersistentMemory<V>, actor = 0): PersistentMemory<V> {
  if (memory.lines.every((line) => !line.awaited[actor])) return memory;
  return { mode: memory.mode, lines: memory.lines.map((line) => advanced(line, actor)) };
}

/**
 * A non-temporal store by a single thread: it writes its line back by itself, and only the actor's
 * next fence waits for that, in `eadr` too, since write-combining buffers are not cache.
 * @example
 * const memory = ntstore(persistentMemory('eadr', [0]), 0, 1);
 * Array.from(crashStates(memory)).length // => 2
 * Array.from(crashStates(fence(memory))).length // => 1
 */
export function ntstore<V>(
  memory: PersistentMemory<V>,
  line: number,
  content: V,
  actor = 0,
): PersistentMemory<V> {
  const { versions, awaited } = lineOf(memory, line);
  const appended = withLine(memory, line, { versions: [...versions, content], awaited });
  return clwb(appended, line, actor);
}

/** A write-combining buffer drains to the controller: its line is on media, earlier stores first. */
export function drain<V>(
  memory: PersistentMemory<V>,
  line: number,
  content: V,
): PersistentMemory<V> {
  if (queuePersists(memory.mode)) return withLine(memory, line, settled(content));
  const { versions, awaited } = lineOf(memory, line);
  return withLine(memory, line, { versions: [...versions, content], awaited });
}

/**
 * Every state that a crash now can leave on media: one version of each line, in every combination.
 * The array is reused between yields for speed; copy what you keep.
 */
export function* crashStates<V>(memory: PersistentMemory<V>): Generator<readonly V[], void> {
  const { lines } = memory;
  const choice = lines.map(() => 0);
  const state = lines.map(firstOf);
  for (;;) {
    yield state;
    let line = 0;
    for (; line < lines.length; line++) {
      const { versions } = lineOf(memory, line);
      const next = ((choice[line] ?? 0) + 1) % versions.length;
      choice[line] = next;
      state[line] = versions[next] as V;
      if (next !== 0) break;
    }
    if (line === lines.length) return;
  }
}

function settled<V>(content: V): Line<V> {
  return { versions: [content], awaited: [] };
}

function advanced<V>(line: Line<V>, actor: number): Line<V> {
  const by = line.awaited[actor] ?? 0;
  if (by === 0) return line;
  return {
    versions: line.versions.slice(by),
    awaited: trimmed(line.awaited.map((index) => Math.max(0, index - by))),
  };
}

function replaced(awaited: readonly number[], actor: number, index: number): readonly number[] {
  const next = Array.from(
    { length: Math.max(awaited.length, actor + 1) },
    (_, i) => awaited[i] ?? 0,
  );
  next[actor] = index;
  return trimmed(next);
}

/** No trailing zeros, so that equal states have equal form. */
function trimmed(awaited: readonly number[]): readonly number[] {
  return awaited.slice(0, awaited.findLastIndex((index) => index > 0) + 1);
}

function withLine<V>(
  memory: PersistentMemory<V>,
  line: number,
  next: Line<V>,
): PersistentMemory<V> {
  return { mode: memory.mode, lines: memory.lines.with(line, next) };
}

function lineOf<V>(memory: PersistentMemory<V>, line: number): Line<V> {
  const found = memory.lines[line];
  if (!found) throw new Error(`no cache line ${line} among ${memory.lines.length}`);
  return found;
}

const firstOf = <V>(line: Line<V>): V => line.versions[0] as V;
const lastOf = <V>(line: Line<V>): V => line.versions.at(-1) as V;
