import type { Machine, Page, Step } from '../fs/machine.ts';

/**
 * 53 bits over everything that decides a machine's future. Two states with one key would be taken
 * for one; among 100,000 states the chance of any such pair is below one in a million.
 */
export function stateKey(machine: Machine): number {
  const hash = new Hash();
  const { lines } = machine.memory;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    if (line.versions.length === 1) {
      hash.add(line.versions[0] ?? 0);
    } else {
      hash.list(line.versions);
      hash.list(line.awaited);
    }
  }
  hash.list(machine.buffers);
  hash.list(machine.dirty);
  hash.list(machine.fresh);
  hash.list(machine.revoked);
  hash.list(machine.busy);
  hash.add(machine.logHead);
  hash.add(machine.logTail);
  hash.add(machine.sequence);
  hash.add(machine.sealed);
  hash.add(machine.pinned);
  for (const entry of machine.logged) hash.list(entry);
  for (const page of machine.pages) {
    hash.add(page ? pageWord(page) : 0);
  }
  hash.list(machine.locks);
  hash.list(machine.sharers);
  hash.list(machine.pins);
  for (const queue of machine.queues) {
    hash.add(queue.length);
    for (const step of queue) hash.add(stepHash(step));
  }
  promises(hash, machine);
  return hash.value;
}

function pageWord({ block, blocks, writable, dirty, toWrite, locked }: Page): number {
  const bits = [writable, dirty, toWrite, locked, blocks > 1];
  return bits.reduce((word, bit) => 2 * word + (bit ? 1 : 0), block + 1);
}

function promises(hash: Hash, { promises: p }: Machine): void {
  hash.list(p.acceptable);
  hash.list(p.written);
  hash.list(p.latest);
  hash.list(p.removal);
  hash.list(p.instead);
  hash.list(p.history);
  hash.list(p.promised);
  for (const { later } of p.orders) hash.add(later);
  hash.add(p.durable);
}

/** Steps live as long as their exploration, so each text is hashed once. */
const known = new WeakMap<Step, number>();

function stepHash(step: Step): number {
  const cached = known.get(step);
  if (cached !== undefined) return cached;
  const hash = new Hash();
  for (let i = 0; i < step.key.length; i++) hash.add(step.key.charCodeAt(i));
  const value = hash.value | 0;
  known.set(step, value);
  return value;
}

class Hash {
  #a = 0x811c9dc5 | 0;
  #b = 0x1b873593 | 0;

  add(word: number): void {
    const a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a = a ^ (a >>> 15);
    const b = Math.imul(this.#b ^ (word + 0x7f4a7c15), 0x85ebca6b);
    this.#b = b ^ (b >>> 13);
  }

  list(words: readonly number[]): void {
    this.add(words.length);
    for (let i = 0; i < words.length; i++) this.add(words[i] ?? 0);
  }

  get value(): number {
    return (this.#a >>> 0) * 2 ** 21 + (this.#b >>> 11);
  }
}
