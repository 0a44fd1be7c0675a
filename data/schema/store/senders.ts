import { foldedName } from '../fold.ts';
import { type Identities, reviewedIdentities } from '../identities.ts';
import type { Mailbox } from '../message.ts';
import type { Db } from './open.ts';

/** Senders remembered in memory between messages; beyond this, SQLite is asked again. */
const maxKnown = 20_000;

/** Everybody who wrote, once, in the form by which `--from` finds them, and whom they are reviewed to be. */
export class Senders {
  readonly #db: Db;
  readonly #insert;
  readonly #known = new Set<string>();

  constructor(db: Db) {
    this.#db = db;
    this.#insert = db.prepare(
      'INSERT OR IGNORE INTO sender (name, address, folded, person) VALUES (?, ?, ?, ?)',
    );
  }

  note({ name, address }: Mailbox): void {
    const key = `${name}\0${address}`;
    if (this.#known.has(key)) return;
    if (this.#known.size >= maxKnown) this.#known.clear();
    const person = reviewedIdentities().personOf({ name, address })?.name ?? null;
    this.#insert.run(name, address, foldedName(`${name} ${address}`), person);
    this.#known.add(key);
  }

  /**
   * Where other people were reviewed than when the store was last written, says so of every sender, and
   * that all must be derived again: threads, quotes and claims ask who is one person.
   */
  review(identities: Identities = reviewedIdentities()): void {
    const known = this.#db.prepare<[], string>('SELECT hash FROM reviewed').pluck().get();
    if (known === identities.hash) return;
    const senders = this.#db.prepare<[], Mailbox>('SELECT name, address FROM sender').all();
    const name = this.#db.prepare('UPDATE sender SET person = ? WHERE name = ? AND address = ?');
    for (const one of senders) {
      name.run(identities.personOf(one)?.name ?? null, one.name, one.address);
    }
    this.#db.exec('UPDATE component SET dirty = 1, version = version + 1; DELETE FROM extraction');
    this.#db.prepare('UPDATE reviewed SET hash = ?').run(identities.hash);
  }

  /** Forgets what a rolled-back transaction may have taken back. */
  forget(): void {
    this.#known.clear();
  }
}
