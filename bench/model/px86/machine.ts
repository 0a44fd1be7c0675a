import { type Address, joined, split } from './address.ts';
import type { Code, Instruction, Source } from './code.ts';
import { type Buffered, propagatable, type Unnumbered } from './order.ts';
import {
  cached,
  clflush,
  clwb,
  drain,
  fence,
  type Mode,
  type PersistentMemory,
  persistentMemory,
  store,
} from './persistence.ts';

/** The values on one cache line, by slot. */
export type Content = readonly number[];

export interface Thread {
  /** Index of the next instruction to issue. */
  readonly next: number;
  /** Missing ones hold 0. */
  readonly registers: readonly number[];
  /** Store buffer, oldest first. */
  readonly buffer: readonly Buffered[];
}

/** The Px86 machine: threads with their store buffers over the cache and the media behind it. */
export interface Machine {
  readonly threads: readonly Thread[];
  readonly memory: PersistentMemory<Content>;
}

export function initialMachine(code: Code, mode: Mode): Machine {
  return {
    threads: code.threads.map(() => ({ next: 0, registers: [], buffer: [] })),
    memory: persistentMemory<Content>(mode, code.initial),
  };
}

/** One thing that a thread may do next: issue an instruction, or let a buffered one take effect. */
export interface Step {
  readonly thread: number;
  /** The index of the instruction in its thread. */
  readonly id: number;
  /** In the store buffer; null for an instruction that is issued now. */
  readonly position: number | null;
}

/**
 * Every step that some thread can take: issuing its next instruction, where that is enabled, or
 * propagating one entry of its store buffer. Rules are those of Px86sim (Raad et al., POPL 2020,
 * operational semantics) under its names; M-PersistW and M-PersistP have no step of their own, because
 * what they could have done is enumerated for each crash.
 */
export function enabled(code: Code, machine: Machine): Step[] {
  return machine.threads.flatMap((thread, index): Step[] => {
    const steps: Step[] = propagatable(thread.buffer).map((position) => ({
      thread: index,
      id: thread.buffer[position]?.id ?? -1,
      position,
    }));
    if (issue(code, machine, index)) {
      steps.unshift({ thread: index, id: thread.next, position: null });
    }
    return steps;
  });
}

/** The machine after a step that `enabled` named. */
export function take(code: Code, machine: Machine, { thread, position }: Step): Machine {
  const next =
    position === null ? issue(code, machine, thread) : propagate(machine, thread, position);
  if (!next) throw new Error(`thread ${thread} cannot go on`);
  return next;
}

/** Issues the thread's next instruction; null at the end or where it waits for the store buffer. */
export function issue(code: Code, machine: Machine, index: number): Machine | null {
  const thread = threadAt(machine, index);
  const instruction = code.threads[index]?.[thread.next];
  if (!instruction) return null;
  const after = (next: Thread) => withThread(machine, index, next);
  switch (instruction.op) {
    case 'load': // M-Read: from the own store buffer first (TSO forwarding), else from the cache
      return after(loaded(thread, instruction.register, seen(thread, machine, instruction.at)));
    case 'mfence': // M-MF: the buffer has drained and the write-backs begun before have ended
      if (thread.buffer.length > 0) return null;
      return { ...after(advanced(thread)), memory: fence(machine.memory, index) };
    case 'rmw':
      return thread.buffer.length > 0 ? null : exchanged(machine, index, instruction);
    case 'lfence': // orders loads, which are in order here whatever stands between them
      return after(advanced(thread));
    case 'set':
      return after(loaded(thread, instruction.register, sourced(thread, instruction.value)));
    case 'unless': {
      const { register, value, equal, target } = instruction;
      const goesOn = ((thread.registers[register] ?? 0) === value) === equal;
      return after({ ...thread, next: goesOn ? thread.next + 1 : target });
    }
    default: // M-Write, M-FL, M-FO, M-SF: into the store buffer
      return after({
        ...advanced(thread),
        buffer: [...thread.buffer, { id: thread.next, ...bufferedOf(thread, instruction) }],
      });
  }
}

/**
 * M-RMW, on an empty store buffer. A `cas` that fails is a locked instruction all the same and
 * fences (Intel SDM: CMPXCHG with LOCK writes its destination whether it compares equal or not).
 */
function exchanged(
  machine: Machine,
  index: number,
  rmw: Extract<Instruction, { op: 'rmw' }>,
): Machine {
  const thread = threadAt(machine, index);
  const old = seen(thread, machine, rmw.at);
  const fenced = fence(machine.memory, index);
  const stores = rmw.old === null || sourced(thread, rmw.old) === old;
  const desired = split(rmw.at, sourced(thread, rmw.desired));
  const memory = stores ? store(fenced, rmw.at.line, written(fenced, rmw.at, desired)) : fenced;
  return withThread({ ...machine, memory }, index, loaded(thread, rmw.register, old));
}

/** M-PropW, M-PropFL, M-PropFO and M-PropSF: one entry leaves the store buffer and takes effect. */
function propagate(machine: Machine, index: number, position: number): Machine {
  const thread = threadAt(machine, index);
  const entry = thread.buffer[position];
  if (!entry) throw new Error(`thread ${index} has no store buffer entry ${position}`);
  return withThread({ ...machine, memory: effect(machine.memory, entry, index) }, index, {
    ...thread,
    buffer: thread.buffer.toSpliced(position, 1),
  });
}

function effect(
  memory: PersistentMemory<Content>,
  entry: Buffered,
  index: number,
): PersistentMemory<Content> {
  switch (entry.kind) {
    case 'write':
      return store(memory, entry.at.line, written(memory, entry.at, entry.values));
    case 'nontemporal':
      return drain(memory, entry.at.line, written(memory, entry.at, entry.values));
    case 'flush':
      return clflush(memory, entry.line);
    case 'flushopt':
      return clwb(memory, entry.line, index);
    case 'sfence':
      return fence(memory, index);
  }
}

type Deferred = Extract<
  Instruction,
  { op: 'store' | 'ntstore' | 'clflush' | 'clflushopt' | 'clwb' | 'sfence' }
>;

function bufferedOf(thread: Thread, instruction: Deferred): Unnumbered {
  switch (instruction.op) {
    case 'store':
    case 'ntstore': {
      const { at, op, value } = instruction;
      const kind = op === 'store' ? 'write' : 'nontemporal';
      return { kind, at, values: split(at, sourced(thread, value)) };
    }
    case 'clflush':
      return { kind: 'flush', line: instruction.line };
    case 'clflushopt': // CLWB differs in what it leaves in the cache, not in order (POPL 2020)
    case 'clwb':
      return { kind: 'flushopt', line: instruction.line };
    case 'sfence':
      return { kind: 'sfence' };
  }
}

/**
 * The newest value of the location that this thread can see. Where its buffer holds only some of the
 * bytes, they are put together with those of the cache: processors rather wait for the buffer, which
 * is the same load taken later.
 */
function seen(thread: Thread, machine: Machine, at: Address): number {
  const cache = cached(machine.memory, at.line);
  const pieces = at.widths.map((_, index) => {
    const slot = at.slot + index;
    const own = thread.buffer.findLast((entry) => 'at' in entry && holdsSlot(entry.at, at, slot));
    return own && 'at' in own ? own.values[slot - own.at.slot] : cache[slot];
  });
  return joined(
    at,
    pieces.map((piece) => piece ?? 0),
  );
}

function holdsSlot(held: Address, { line }: Address, slot: number): boolean {
  return held.line === line && slot >= held.slot && slot < held.slot + held.widths.length;
}

function written(
  memory: PersistentMemory<Content>,
  at: Address,
  values: readonly number[],
): Content {
  return cached(memory, at.line).toSpliced(at.slot, values.length, ...values);
}

function sourced(thread: Thread, source: Source): number {
  return typeof source === 'number' ? source : (thread.registers[source.register] ?? 0);
}

function advanced(thread: Thread): Thread {
  return { ...thread, next: thread.next + 1 };
}

function loaded(thread: Thread, register: number, value: number): Thread {
  const length = Math.max(thread.registers.length, register + 1);
  const registers = Array.from({ length }, (_, i) => thread.registers[i] ?? 0);
  registers[register] = value;
  return { ...advanced(thread), registers };
}

function threadAt(machine: Machine, index: number): Thread {
  const thread = machine.threads[index];
  if (!thread) throw new Error(`no thread ${index}`);
  return thread;
}

function withThread(machine: Machine, index: number, thread: Thread): Machine {
  return { ...machine, threads: machine.threads.with(index, thread) };
}
