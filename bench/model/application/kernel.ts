import { applyOperation } from '../fs/apply-operation.ts';
import { unmapRange } from '../fs/extents.ts';
import { faultSteps } from '../fs/fault.ts';
import { forceSteps } from '../fs/force.ts';
import { format } from '../fs/format.ts';
import { fsyncSteps } from '../fs/fsync.ts';
import { inodeLine } from '../fs/geometry.ts';
import {
  type Counters,
  type Machine,
  pageIndex,
  runAlone,
  type Step,
  type World,
} from '../fs/machine.ts';
import type { Mapping } from '../fs/mapping.ts';
import { transact } from '../fs/transact.ts';
import type { FileState, Layout } from './application.ts';

/**
 * The file system of the model, driven by one actor from call to call: real extent trees, real
 * transactions and log. Data lines are not in it; the ledger keeps them.
 */
export class Kernel {
  readonly world: World;
  #machine: Machine;
  /** By page: the transaction after which its block is mapped as now. */
  readonly #mappedBy = new Map<number, number>();
  readonly #createdBy = new Map<number, number>();

  constructor(world: World, layout: Layout, state: FileState, sealed: boolean) {
    this.world = world;
    const blocks = layout.creates || state === 'hole' ? [] : everyBlock(layout, state);
    const mask = sealed && !layout.creates ? 2 ** layout.files - 1 : 0;
    this.#machine = { ...format(world, blocks, mask), queues: [[]] };
  }

  get counters(): Counters {
    return this.#machine.counters;
  }

  /** A write fault of one mapping, whatever the other mappings have. */
  fault(file: number, page: number, mapping: Mapping): void {
    const before = this.#machine.counters.transactions;
    this.#drive(faultSteps(this.world, file, page, mapping));
    if (this.#machine.counters.transactions === before) return;
    this.#mappedBy.set(pageIndex(this.world.geometry, file, page), this.#newest);
  }

  /** fsync of the file; the pages that it cleaned can no longer be written without a fault. */
  fsync(file: number): readonly number[] {
    const { pages } = this.#machine;
    const first = pageIndex(this.world.geometry, file, 0);
    this.#drive(fsyncSteps(this.world, file));
    const after = this.#machine.pages.slice(first, first + this.world.geometry.fileBlocks);
    return after.flatMap((page, at) => (page && page !== pages[first + at] ? [at] : []));
  }

  /** Makes every transaction so far durable, as fsync of a directory does. */
  force(): void {
    this.#drive(forceSteps(this.world));
  }

  create(file: number, pages: number): void {
    this.#transact(file, (draft) => {
      draft.setWord(draft.geometry.dirLine, file % 4, file + 1);
      draft.setWord(inodeLine(draft.geometry, file), 1, pages);
    });
    this.#createdBy.set(file, this.#newest);
  }

  /** Allocates the pages as written ones, as preallocation with zeroing does. */
  allocate(file: number, pages: number): void {
    this.#transact(file, (draft) =>
      applyOperation(draft, { kind: 'allocate', file, at: 0, length: pages }),
    );
    for (let page = 0; page < pages; page++) {
      this.#mappedBy.set(pageIndex(this.world.geometry, file, page), this.#newest);
    }
  }

  /** A change of the inode alone, such as its sealed flag. */
  touchInode(file: number): void {
    this.#transact(file, (draft) => {
      const line = inodeLine(draft.geometry, file);
      draft.setWord(line, 2, draft.word(line, 2) + 1);
    });
  }

  remove(file: number): void {
    const first = pageIndex(this.world.geometry, file, 0);
    const kept = this.#machine.pages.map((page, at) =>
      at >= first && at < first + this.world.geometry.fileBlocks ? null : page,
    );
    this.#machine = { ...this.#machine, pages: kept };
    this.#transact(file, (draft) => {
      unmapRange(draft, file, 0, this.world.geometry.fileBlocks);
      draft.setWord(draft.geometry.dirLine, file % 4, 0);
    });
    for (let page = 0; page < this.world.geometry.fileBlocks; page++) {
      this.#mappedBy.delete(first + page);
    }
    this.#createdBy.delete(file);
  }

  /** Whether recovery would find the page's block where it is mapped now. */
  mappingIsDurable(file: number, page: number): boolean {
    const by = this.#mappedBy.get(pageIndex(this.world.geometry, file, page)) ?? 0;
    return Math.max(by, this.#createdBy.get(file) ?? 0) <= this.#machine.promises.durable;
  }

  get #newest(): number {
    return this.#machine.promises.history.length - 1;
  }

  #transact(file: number, body: Parameters<typeof transact>[4]): void {
    this.#machine = transact(this.world, this.#machine, 1 << file, 'as it comes', body);
  }

  #drive(steps: readonly Step[]): void {
    this.#machine = runAlone({ ...this.#machine, queues: [steps] });
  }
}

/** Pages of the files in turn, file by file, all of one state. */
function everyBlock({ files, pages }: Layout, state: FileState) {
  return Array.from({ length: files * pages }, (_, at) => ({
    file: Math.floor(at / pages),
    offset: at % pages,
    unwritten: state === 'unwritten',
  }));
}
