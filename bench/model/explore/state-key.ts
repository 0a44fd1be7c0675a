import type { Machine } from '../fs/machine.ts';

/**
 * 64 bits over everything that decides a machine's future, as two 32-bit hashes. Two states with
 * one key would be taken for one; with a million states the chance of any such pair is 3 in 10^8.
 */
export function stateKey(machine: Machine): string {
  const hash = new Hash();
  for (const { versions, awaited } of machine.memory.lines) {
    if (versions.length === 1) {
      hash.add(versions[0] ?? 0);
    } else {
      hash.list(versions);
      hash.list(awaited);
    }
  }
  hash.list(machine.buffers);
  hash.list(machine.dirty);
  hash.list(machine.fresh);
  hash.list(machine.revoked);
  hash.list(machine.busy);
  hash.list([machine.logHead, machine.sequence, machine.sealed, machine.pinned]);
  hash.list(machine.logged.flat());
  for (const page of machine.pages) {
    hash.add(page ? 4 * (page.block + 1) + (page.writable ? 2 : 0) + (page.dirty ? 1 : 0) : 0);
  }
  hash.list(machine.locks);
  for (const queue of machine.queues) {
    hash.add(queue.length);
    for (const { key } of queue) hash.text(key);
  }
  const { acceptable, written, latest, removal, instead, orders, history, durable } =
    machine.promises;
  for (const list of [acceptable, written, latest, removal, instead, history]) hash.list(list);
  hash.list(machine.promises.relied.map(Number));
  hash.list(orders.map(({ later }) => later));
  hash.add(durable);
  return hash.value;
}

class Hash {
  #a = 0x811c9dc5 | 0;
  #b = 0x1b873593 | 0;

  add(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a ^= this.#a >>> 15;
    this.#b = Math.imul(this.#b ^ (word + 0x7f4a7c15), 0x85ebca6b);
    this.#b ^= this.#b >>> 13;
  }

  list(words: readonly number[]): void {
    this.add(words.length);
    for (const word of words) this.add(word);
  }

  text(text: string): void {
    this.add(text.length);
    for (let i = 0; i < text.length; i++) this.add(text.charCodeAt(i));
  }

  get value(): string {
    return `${this.#a},${this.#b}`;
  }
}
