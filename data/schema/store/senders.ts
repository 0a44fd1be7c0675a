import type { Mailbox } from '../message.ts';
import { foldedName } from './fold.ts';
import type { Db } from './open.ts';

/** Senders remembered in memory between messages; beyond this, SQLite is asked again. */
const maxKnown = 20_000;

/** Everybody who wrote, once, in the form by which `--from` finds them. */
export class Senders {
  readonly #insert;
  readonly #known = new Set<string>();

  constructor(db: Db) {
    this.#insert = db.prepare(
      'INSERT OR IGNORE INTO sender (name, address, folded) VALUES (?, ?, ?)',
    );
  }

  note({ name, address }: Mailbox): void {
    const key = `${name}\0${address}`;
    if (this.#known.has(key)) return;
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#insert.run(name, address, foldedName(`${name} ${address}`));
    this.#known.add(key);
  }

  /** Forgets what a rolled-back transaction may have taken back. */
  forget(): void {
    this.#known.clear();
  }
}
