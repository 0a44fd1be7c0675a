import type { MessageId } from '../ids.ts';
import type { Components } from './components.ts';
import { MessageTable, type StoredMessage } from './message-table.ts';
import type { Db } from './open.ts';
import type { NewMessage } from './writer.ts';

/** Copies of one message as one: what is shown, and copies that share its id but not its words. */
export interface ResolvedCopies {
  readonly primary: ResolvedCopy;
  /** Under ids of their own, in an order that does not depend on arrival. */
  readonly variants: readonly ResolvedCopy[];
}
export interface ResolvedCopy {
  readonly message: NewMessage;
  /** Indexes of the copies that it stands for. */
  readonly of: readonly number[];
}

/** What ingest knows about copies and the store does not. */
export interface CopyRules {
  /** Whether two archives' copies without a common id are one message. */
  readonly same: (a: StoredMessage, b: StoredMessage) => boolean;
  /** Whether a message could be a ghost that attribution lines tell of: cheap, and rather yes than no. */
  readonly mayBe: (ghost: StoredMessage, message: StoredMessage) => boolean;
  /** Ids of ours that connect messages which name no other. */
  readonly meets: (message: NewMessage) => readonly MessageId[];
  /** Must not depend on the order of the copies. */
  readonly resolve: (copies: readonly NewMessage[]) => ResolvedCopies;
}

export type Outcome = 'added' | 'duplicate' | 'merged' | 'variant';

interface CopyRow {
  readonly hash: string;
  readonly parsed: string;
  readonly sources: string;
}

/** Stores messages so that the result is the same whatever the order and number of their copies. */
export class CopyWriter {
  readonly table: MessageTable;
  readonly #db: Db;
  readonly #components: Components;
  readonly #countCopies;
  readonly #findCopy;
  readonly #insertCopy;
  readonly #removeCopies;

  constructor(db: Db, components: Components) {
    this.#db = db;
    this.#components = components;
    this.table = new MessageTable(db);
    this.#countCopies = db
      .prepare<[string], number>('SELECT count(*) FROM copy WHERE group_id = ?')
      .pluck();
    this.#findCopy = db
      .prepare<[string, string], number>('SELECT 1 FROM copy WHERE group_id = ? AND hash = ?')
      .pluck();
    this.#insertCopy = db.prepare(
      'INSERT INTO copy (group_id, hash, parsed, sources, date) VALUES (?, ?, ?, ?, ?)',
    );
    this.#removeCopies = db.prepare<[string]>('DELETE FROM copy WHERE group_id = ?');
  }

  put(message: NewMessage, source: number, rules: CopyRules): Outcome {
    const groups = this.#groupsOf(message, rules);
    const [group] = groups;
    if (group === undefined) {
      const ghosts = this.table.ghostsNear(message.date).filter((g) => rules.mayBe(g, message));
      const component = this.#components.connect([
        ...idsOf(message),
        ...rules.meets(message),
        ...ghosts.map((ghost) => ghost.messageId),
      ]);
      const key = this.table.insert(message, component);
      this.table.addSource(key, source);
      return 'added';
    }
    const row = this.table.stored(group);
    const alone = groups.length === 1 && this.#countCopies.get(group) === 0;
    if (alone && row?.hash === message.hash) {
      this.table.addSource(row.key, source);
      return 'duplicate';
    }
    return this.#join(groups, message, source, rules);
  }

  /** Whether a message is kept with these words: as it is shown, or as a copy of what is shown. */
  holds(message: NewMessage): boolean {
    const direct = this.table.stored(message.messageId);
    if (direct?.hash === message.hash) return true;
    const id = this.table.aliasOf(message.messageId) ?? message.messageId;
    return this.#findCopy.get(this.table.ownerOf(id), message.hash) !== undefined;
  }

  /**
   * Takes back a source's copy of a message. The store is then as if that copy had never come: the group
   * is taken apart and its other copies are put again. False where the source gave no such copy.
   */
  withdraw(message: NewMessage, source: number, rules: CopyRules): boolean {
    const id = this.table.aliasOf(message.messageId) ?? message.messageId;
    const row = this.table.stored(id);
    if (!row || row.ghost) return false;
    const group = this.table.ownerOf(id);
    const copies = this.#copiesOf(group).map((copy) => ({
      message: JSON.parse(copy.parsed) as NewMessage,
      sources: JSON.parse(copy.sources) as number[],
    }));
    const held = copies.find((copy) => copy.message.hash === message.hash);
    if (!held?.sources.includes(source)) return false;
    held.sources.splice(held.sources.indexOf(source), 1);
    this.#components.connect([
      ...new Set(copies.flatMap((copy) => [...idsOf(copy.message), ...rules.meets(copy.message)])),
    ]);
    this.#removeGroup(group);
    for (const copy of copies) {
      for (const from of copy.sources) this.put(copy.message, from, rules);
    }
    return true;
  }

  /**
   * The messages under which copies of this one are stored: the one with its id, and those of which any
   * copy has its words where one of the two lost its id. Likeness is not transitive and groups are: every
   * copy is looked at, not what is shown of its group, so that the same copies make the same groups in
   * every order.
   */
  #groupsOf(message: NewMessage, rules: CopyRules): MessageId[] {
    const id = this.table.aliasOf(message.messageId) ?? message.messageId;
    const row = this.table.stored(id);
    const groups = new Set<MessageId>();
    if (row && !row.ghost) groups.add(this.table.ownerOf(id));
    const near = [
      ...this.table.candidates(message.date, message.synthetic).map((one) => one.messageId),
      ...this.table.copiedNear(message.date),
    ];
    for (const group of new Set(near.map((candidate) => this.table.ownerOf(candidate)))) {
      if (!groups.has(group) && this.#holdsLike(group, message, rules)) groups.add(group);
    }
    return [...groups];
  }

  #holdsLike(group: MessageId, message: NewMessage, rules: CopyRules): boolean {
    return this.#copiesOf(group)
      .map((copy) => JSON.parse(copy.parsed) as NewMessage)
      .some((copy) => (copy.synthetic || message.synthetic) && rules.same(copy, message));
  }

  #join(
    groups: readonly MessageId[],
    message: NewMessage,
    source: number,
    rules: CopyRules,
  ): Outcome {
    const copies = groups.flatMap((group) => this.#copiesOf(group));
    const known = copies.find((copy) => copy.hash === message.hash);
    if (known) {
      const sources = JSON.parse(known.sources) as number[];
      if (groups.length === 1 && sources.includes(source)) return 'duplicate';
      known.sources = JSON.stringify([...new Set([...sources, source])].sort((a, b) => a - b));
    } else {
      copies.push({
        hash: message.hash,
        parsed: JSON.stringify(message),
        sources: JSON.stringify([source]),
      });
    }
    const before = groups.flatMap((group) => this.#idsOf(group)).length;
    const after = this.#rewrite(groups, copies, rules);
    if (after > before) return 'variant';
    return known ? 'duplicate' : 'merged';
  }

  #rewrite(groups: readonly MessageId[], copies: readonly CopyRow[], rules: CopyRules): number {
    const parsed = copies.map((copy) => JSON.parse(copy.parsed) as NewMessage);
    const { primary, variants } = rules.resolve(parsed);
    const id = primary.message.messageId;
    const synthetic = parsed.some((copy) => copy.synthetic);
    for (const group of groups) this.#removeGroup(group);
    for (const [i, { hash, parsed: text, sources }] of copies.entries()) {
      this.#insertCopy.run(id, hash, text, sources, parsed[i]?.date ?? null);
    }
    const component = this.#components.connect([
      ...new Set([
        ...parsed.flatMap((copy) => [...idsOf(copy), ...rules.meets(copy)]),
        ...variants.map(({ message }) => message.messageId),
      ]),
    ]);
    // An alias is an id of a copy under which nothing is shown; the first message that has it gets it.
    const named = new Set([primary, ...variants].map(({ message }) => message.messageId));
    for (const { message, of } of [primary, ...variants]) {
      // Marked, so that a copy that lost its id finds the group by any of its rows.
      const key = this.table.insert({ ...message, synthetic }, component);
      for (const index of of) {
        const sources = JSON.parse(copies[index]?.sources ?? '[]') as number[];
        for (const source of sources) this.table.addSource(key, source);
        const alias = parsed[index]?.messageId;
        if (alias === undefined || named.has(alias)) continue;
        this.table.aliasTo(alias, message.messageId);
        named.add(alias);
      }
    }
    for (const { message } of variants) this.table.variantOf(message.messageId, id);
    return 1 + variants.length;
  }

  #removeGroup(group: MessageId): void {
    for (const stored of this.#idsOf(group)) this.table.remove(stored);
    this.#removeCopies.run(group);
  }

  /** Copies of a group; a group of one has its only copy in the message table. */
  #copiesOf(group: MessageId): { hash: string; parsed: string; sources: string }[] {
    const rows = this.#db
      .prepare<[string], CopyRow>('SELECT hash, parsed, sources FROM copy WHERE group_id = ?')
      .all(group);
    if (rows.length > 0) return rows.map((row) => ({ ...row }));
    const only = this.table.read(group);
    if (!only) return [];
    return [
      {
        hash: only.message.hash,
        parsed: JSON.stringify(only.message),
        sources: JSON.stringify(only.sources),
      },
    ];
  }

  #idsOf(group: MessageId): MessageId[] {
    return [group, ...this.table.variantsOf(group)];
  }
}

function idsOf(message: Pick<NewMessage, 'messageId' | 'inReplyTo' | 'references'>): MessageId[] {
  return [message.messageId, ...message.inReplyTo, ...message.references];
}
