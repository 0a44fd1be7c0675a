import type { MessageId } from '../ids.ts';
import { idKey } from './id-forms.ts';
import type { Db } from './open.ts';

/** Known ids kept in memory between transactions of one writer; beyond this, SQLite is asked. */
const maxKnown = 20_000;

/**
 * Union-find over the ids that messages bear and mention, each by the key on which its forms meet. Two
 * messages that share an id anywhere in their headers are in one component; threads never cross
 * components, so each is derived by itself.
 */
export class Components {
  readonly #db: Db;
  readonly #known = new Map<string, number>();
  #dataVersion = -1;
  readonly #find;
  readonly #insert;
  readonly #create;
  readonly #touch;
  readonly #moveMentions;
  readonly #moveMessages;
  readonly #moveThreads;
  readonly #remove;
  readonly #version;

  constructor(db: Db) {
    this.#db = db;
    this.#version = db.prepare<[], number>('PRAGMA data_version').pluck();
    this.#find = db
      .prepare<[string], number>('SELECT component FROM mention WHERE id_key = ?')
      .pluck();
    this.#insert = db.prepare('INSERT INTO mention (id_key, component) VALUES (?, ?)');
    this.#create = db.prepare('INSERT INTO component (version, dirty) VALUES (1, 1)');
    this.#touch = db.prepare('UPDATE component SET version = version + 1, dirty = 1 WHERE key = ?');
    this.#moveMentions = db.prepare('UPDATE mention SET component = ? WHERE component = ?');
    this.#moveMessages = db.prepare('UPDATE message SET component = ? WHERE component = ?');
    this.#moveThreads = db.prepare('UPDATE thread SET component = ? WHERE component = ?');
    this.#remove = db.prepare('DELETE FROM component WHERE key = ?');
  }

  /** At the start of a transaction: what another process wrote since makes memory stale. */
  begin(): void {
    const version = this.#version.get() ?? -1;
    if (version !== this.#dataVersion || this.#known.size > maxKnown) this.forget();
    this.#dataVersion = version;
  }

  /** Forgets what a rolled-back transaction may have taught. */
  forget(): void {
    this.#known.clear();
  }

  /** The component that connects these ids, marked as changed; components that they join are merged. */
  connect(ids: readonly MessageId[]): number {
    const unseen: string[] = [];
    const found = new Set<number>();
    for (const key of keysOf(ids)) {
      const component = this.#componentOf(key);
      if (component === undefined) unseen.push(key);
      else found.add(component);
    }
    const component = this.#united([...found].sort((a, b) => a - b));
    for (const key of unseen) {
      this.#insert.run(key, component);
      this.#known.set(key, component);
    }
    return component;
  }

  #componentOf(key: string): number | undefined {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const stored = this.#find.get(key);
    if (stored !== undefined) this.#known.set(key, stored);
    return stored;
  }

  #united([first, ...others]: readonly number[]): number {
    if (first === undefined) return Number(this.#create.run().lastInsertRowid);
    this.#touch.run(first);
    for (const other of others) {
      for (const move of [this.#moveMentions, this.#moveMessages, this.#moveThreads]) {
        move.run(first, other);
      }
      this.#remove.run(other);
      // Rare: threads seldom turn out to be one. Relearning is cheaper than an index by component.
      this.#known.clear();
    }
    return first;
  }

  /**
   * Registers ids that were found out about a component later. True where one of them belongs to another
   * component: then both are merged, and marked as changed.
   */
  adopt(ids: readonly MessageId[], component: number): boolean {
    const keys = keysOf(ids);
    const strangers: number[] = [];
    for (const key of keys) {
      const found = this.#componentOf(key);
      if (found === undefined) {
        this.#insert.run(key, component);
        this.#known.set(key, component);
      } else if (found !== component) {
        strangers.push(found);
      }
    }
    if (strangers.length === 0) return false;
    this.#united([...new Set([component, ...strangers])].sort((a, b) => a - b));
    return true;
  }

  /** Keys of the components that changed since they were derived, lowest first. */
  dirty(): number[] {
    return this.#db
      .prepare<[], number>('SELECT key FROM component WHERE dirty = 1 ORDER BY key')
      .pluck()
      .all();
  }
}

const keysOf = (ids: readonly MessageId[]): ReadonlySet<string> => new Set(ids.map(idKey));
