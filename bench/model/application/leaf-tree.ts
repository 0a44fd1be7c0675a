import { lineBytes, pageBytes } from '../fs/page.ts';
import type { Act, Part } from './act.ts';

/** A leaf: its page, and by slot the key that the slot holds, null where it is free. */
interface Leaf {
  readonly page: number;
  readonly slots: (number | null)[];
}

/**
 * A B+-tree whose leaves are pages of a mapped file and whose inner nodes are in DRAM, rebuilt after
 * a crash, as in FPTree (Oukid et al., SIGMOD 2016). A leaf has one header line, whose eight-byte
 * bitmap says which slots are valid, and slots of `slotBytes`. A value is written to a free slot and
 * the bitmap flipped afterwards, so that a crash leaves the old value or the new.
 */
export class LeafTree {
  readonly #slotBytes: number;
  readonly #slotsPerLeaf: number;
  readonly #maxPages: number;
  /** In DRAM: the leaves by their smallest key, ascending. */
  readonly #leaves: { first: number; leaf: Leaf }[] = [];

  constructor(slotBytes: number, maxPages: number) {
    this.#slotBytes = slotBytes;
    this.#slotsPerLeaf = Math.floor((pageBytes - lineBytes) / slotBytes);
    this.#maxPages = maxPages;
    this.#leaves.push({ first: Number.NEGATIVE_INFINITY, leaf: this.#newLeaf() });
  }

  get pages(): number {
    return this.#leaves.length;
  }

  /** Lines that a lookup loads: the header of the leaf, and those of the value. */
  get linesPerLookup(): number {
    return 1 + Math.ceil(this.#slotBytes / lineBytes);
  }

  keys(): number[] {
    return this.#leaves.flatMap(({ leaf }) => leaf.slots.filter((key) => key !== null));
  }

  /**
   * Writes a value for a key, new or not. Returns what has to be durable first (the slot) and what
   * may be stored only after it (the header); a split before it is yielded whole.
   */
  *put(key: number): Generator<Act, { readonly slot: Part; readonly header: Part }> {
    let leaf = this.#leafOf(key);
    // One slot stays free, so that every update has a place to go.
    const free = leaf.slots.filter((held) => held === null).length;
    if (!leaf.slots.includes(key) && free < 2) {
      yield* this.#split(leaf);
      leaf = this.#leafOf(key);
    }
    const to = leaf.slots.indexOf(null);
    const old = leaf.slots.indexOf(key);
    if (old !== -1) leaf.slots[old] = null;
    leaf.slots[to] = key;
    return { slot: this.#slotPart(leaf, to), header: this.#headerPart(leaf) };
  }

  /** The upper half moves to a new leaf, which is durable before the old one's header forgets it. */
  *#split(leaf: Leaf): Generator<Act> {
    const keys = leaf.slots.filter((key) => key !== null).sort((a, b) => a - b);
    const moved = keys.slice(keys.length >> 1);
    const right = this.#newLeaf();
    moved.forEach((key, slot) => {
      right.slots[slot] = key;
      leaf.slots[leaf.slots.indexOf(key)] = null;
    });
    const first = moved[0];
    if (first === undefined) throw new Error('a leaf to split has keys');
    this.#leaves.push({ first, leaf: right });
    this.#leaves.sort((a, b) => a.first - b.first);
    const whole = [this.#headerPart(right), ...moved.map((_, slot) => this.#slotPart(right, slot))];
    for (const part of whole) yield { kind: 'store', ...part };
    yield { kind: 'durable', parts: whole };
    // One line holds bitmap and link to the next leaf: stores to one line persist in order.
    const header = this.#headerPart(leaf);
    yield { kind: 'store', ...header };
    yield { kind: 'durable', parts: [header] };
  }

  #leafOf(key: number): Leaf {
    const found = this.#leaves.findLast(({ first }) => first <= key);
    if (!found) throw new Error('the first leaf takes every key');
    return found.leaf;
  }

  #newLeaf(): Leaf {
    const page = this.#leaves.length;
    if (page >= this.#maxPages) throw new Error(`the tree outgrew ${this.#maxPages} pages`);
    return { page, slots: new Array<null>(this.#slotsPerLeaf).fill(null) };
  }

  #headerPart({ page }: Leaf): Part {
    return { file: 0, at: page * pageBytes, bytes: 8 };
  }

  #slotPart({ page }: Leaf, slot: number): Part {
    const at = page * pageBytes + lineBytes + slot * this.#slotBytes;
    return { file: 0, at, bytes: this.#slotBytes };
  }
}
