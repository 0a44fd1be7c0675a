import type { Code } from '../px86/code.ts';
import { initialMachine, take } from '../px86/machine.ts';
import { cached, cachesPersist, type Mode, queuePersists } from '../px86/persistence.ts';
import { addBit, type Bits, emptyBits } from './bits.ts';
import { writes } from './footprint.ts';
import type { Execution } from './search.ts';
import { settle } from './settle.ts';

/** What one line held from one of its writes to the next. */
export interface Version {
  readonly content: readonly number[];
  /** The write that made it, as an index into the events; -1 for what the line held at the start. */
  readonly made: number;
  /** Once one of these events has happened, a crash no longer leaves this version. */
  readonly ended: Bits;
}

/**
 * All versions of every line in an execution, oldest first. CLFLUSH ends those before the newest, a fence
 * those before the newest that its thread's write-backs covered, a non-temporal store (and under
 * eADR any store) those before itself: the floor of `px86/persistence.ts`, kept as events in place of
 * a state, so that every crash of every order of independent steps can be read off one execution.
 */
export function versionsOf(code: Code, mode: Mode, { events }: Execution): readonly Version[][] {
  const lines: Version[][] = code.initial.map((content) => [
    { content, made: -1, ended: emptyBits(events.length) },
  ]);
  /** By thread and line: the version that the thread's next fence makes certain. */
  const awaited = code.threads.map(() => new Map<number, number>());
  const endBefore = (line: number, version: number, event: number) => {
    if (!queuePersists(mode)) return;
    for (const earlier of lines[line]?.slice(0, version) ?? []) addBit(earlier.ended, event);
  };
  let machine = settle(code, initialMachine(code, mode));
  for (const [at, { step }] of events.entries()) {
    const { thread, id, kind, line } = step;
    const buffer = machine.threads[thread]?.buffer ?? [];
    const position = buffer.findIndex((entry) => entry.id === id);
    machine = settle(
      code,
      take(code, machine, { thread, id, position: position < 0 ? null : position }),
    );
    const versions = lines[line] ?? [];
    if (kind === 'sfence' || kind === 'mfence' || kind === 'rmw') {
      for (const [covered, version] of awaited[thread] ?? []) endBefore(covered, version, at);
      awaited[thread]?.clear();
    }
    if (kind === 'flush') endBefore(line, versions.length - 1, at);
    if (kind === 'flushopt') awaited[thread]?.set(line, versions.length - 1);
    const content = line < 0 ? undefined : cached(machine.memory, line);
    // A `cas` that fails writes nothing: the line still holds the very same content.
    if (!writes(step) || !content || content === versions.at(-1)?.content) continue;
    versions.push({ content, made: at, ended: emptyBits(events.length) });
    if (kind === 'nontemporal' || cachesPersist(mode)) endBefore(line, versions.length - 1, at);
  }
  return lines;
}
