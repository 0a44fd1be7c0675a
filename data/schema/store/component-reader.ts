import {
  type MessageTableRow,
  type StoredMessage,
  selectMessages,
  toStoredMessage,
} from './message-table.ts';
import type { Db } from './open.ts';

/** The messages of a component and the version that they make. */
export interface ComponentInput {
  readonly component: number;
  readonly version: number;
  readonly messages: readonly StoredMessage[];
}

const byId = (a: StoredMessage, b: StoredMessage) => (a.messageId < b.messageId ? -1 : 1);

/** Reads what threading and quote resolution need; any thread may have one. */
export class ComponentReader {
  readonly #db: Db;
  readonly #version;
  readonly #messages;

  constructor(db: Db) {
    this.#db = db;
    this.#version = db
      .prepare<[number], number>('SELECT version FROM component WHERE key = ?')
      .pluck();
    this.#messages = db.prepare<[number], MessageTableRow>(
      `${selectMessages} WHERE component = ? AND ghost = 0`,
    );
  }

  /** Undefined where the component was merged into another. */
  input(component: number): ComponentInput | undefined {
    // One view of the database: version and messages must belong together.
    return this.#db.transaction(() => {
      const version = this.#version.get(component);
      if (version === undefined) return undefined;
      return {
        component,
        version,
        // Sorted here: SQLite would copy every body through its sorter.
        messages: this.#messages.all(component).map(toStoredMessage).sort(byId),
      };
    })();
  }

  close(): void {
    this.#db.close();
  }
}
