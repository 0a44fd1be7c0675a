/** A cache line of a file: `file:line`. */
type LineKey = string;

const keyOf = (file: number, line: number): LineKey => `${file}:${line}`;

/**
 * The caches as the worst power failure sees them: a store stays lost until its line has been
 * written back and a fence has waited for that (Px86 allows that no line is evicted by itself).
 */
export class Ledger {
  /** Lines with stores that no write-back has taken. */
  readonly #dirty = new Map<LineKey, { readonly file: number; readonly line: number }>();
  /** Lines written back since the last fence. */
  readonly #pending = new Map<LineKey, { readonly file: number; readonly line: number }>();
  /** Lines stored since the last acknowledgement. */
  readonly #promised = new Map<LineKey, { readonly file: number; readonly line: number }>();

  store(file: number, line: number): void {
    const at = { file, line };
    this.#dirty.set(keyOf(file, line), at);
    this.#promised.set(keyOf(file, line), at);
  }

  /** CLWB of one line; nothing to write where it is clean. */
  writeBack(file: number, line: number): void {
    const key = keyOf(file, line);
    const at = this.#dirty.get(key);
    if (!at) return;
    this.#dirty.delete(key);
    this.#pending.set(key, at);
  }

  /** What the kernel's flush of a file writes back: every dirty line of it. */
  writeBackFile(file: number): void {
    for (const at of [...this.#dirty.values()]) {
      if (at.file === file) this.writeBack(file, at.line);
    }
  }

  /** SFENCE: the lines that reached the persistence domain by it, in the order of their write-backs. */
  fence(): readonly { readonly file: number; readonly line: number }[] {
    const reached = [...this.#pending.values()];
    this.#pending.clear();
    return reached;
  }

  /** The lines stored since the last acknowledgement, and whether each is durable as data. */
  acknowledge(): readonly {
    readonly file: number;
    readonly line: number;
    readonly durable: boolean;
  }[] {
    const all = [...this.#promised].map(([key, at]) => ({
      ...at,
      durable: !this.#dirty.has(key) && !this.#pending.has(key),
    }));
    this.#promised.clear();
    return all;
  }

  forget(file: number): void {
    for (const lines of [this.#dirty, this.#pending, this.#promised]) {
      for (const [key, at] of lines) if (at.file === file) lines.delete(key);
    }
  }
}
