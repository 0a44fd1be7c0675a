import { linesPerPage, type Operation, type Workload } from './operation.ts';
import { noWork, type Work } from './work.ts';

/** Where the approaches differ in what a store and a point of durability take. */
interface Rules {
  /** Blocks are allocated and written beforehand, whatever the workload asks. */
  readonly preallocated: boolean;
  /** The write fault forces the log before it returns, where it changed metadata. */
  readonly forcesInFault: boolean;
  /** Durability is a system call for each file, which write-protects what it flushed. */
  readonly bySystemCall: boolean;
}

const rules: Readonly<Record<string, Rules>> = {
  fsync: { preallocated: false, forcesInFault: false, bySystemCall: true },
  'map-sync': { preallocated: false, forcesInFault: true, bySystemCall: false },
  'static-chunk': { preallocated: true, forcesInFault: false, bySystemCall: false },
  'immutable-file': { preallocated: true, forcesInFault: false, bySystemCall: false },
  'block-flag': { preallocated: false, forcesInFault: true, bySystemCall: false },
};

/**
 * Counts what a workload takes under an approach. A page entry is 4 KiB; fsync flushes all of each
 * dirty entry and write-protects it (`dax_writeback_one`), so that the next store to it faults; it
 * forces the log once for a file with metadata that no force covers. Faults follow
 * `dax_finish_sync_fault`: the force comes before the entry becomes writable.
 */
export function account(workload: Workload, approach: string): Work {
  const rule = rules[approach];
  if (!rule) throw new Error(`no such approach: ${approach}`);
  const ledger = new Ledger(rule, workload.prepared);
  for (const transaction of workload.transactions) {
    for (const operation of transaction) ledger.take(operation);
  }
  return ledger.work;
}

class Ledger {
  work: Work = noWork;
  private readonly rule: Rules;
  private readonly prepared: boolean;
  /** Page entries that are writable, by `file/page`. */
  private readonly writable = new Set<string>();
  private readonly allocated = new Set<string>();
  /** Lines stored since the last point of durability, by page entry. */
  private readonly dirty = new Map<string, number>();
  /** Files with metadata that no log force covers. */
  private readonly unlogged = new Set<number>();

  constructor(rule: Rules, prepared: boolean) {
    this.rule = rule;
    this.prepared = prepared || rule.preallocated;
  }

  take(operation: Operation): void {
    if (operation.kind === 'durable') {
      this.makeDurable();
      return;
    }
    const key = `${operation.file}/${operation.page}`;
    if (!this.writable.has(key)) this.fault(key, operation.file);
    this.dirty.set(key, Math.min(linesPerPage, (this.dirty.get(key) ?? 0) + operation.lines));
  }

  private fault(key: string, file: number): void {
    const allocates = !this.prepared && !this.allocated.has(key);
    this.writable.add(key);
    this.allocated.add(key);
    this.add({ faults: 1, allocations: allocates ? 1 : 0 });
    if (!allocates) return;
    if (this.rule.forcesInFault) this.add({ logForces: 1, fences: 2 });
    else this.unlogged.add(file);
  }

  private makeDurable(): void {
    if (this.dirty.size === 0) return;
    const lines = [...this.dirty.values()].reduce((sum, count) => sum + count, 0);
    if (this.rule.bySystemCall) this.synchronise();
    else this.add({ flushes: lines, fences: 1 });
    this.add({ lines });
    this.dirty.clear();
  }

  private synchronise(): void {
    const files = new Set([...this.dirty.keys()].map((key) => Number(key.split('/')[0])));
    const forced = [...files].filter((file) => this.unlogged.delete(file)).length;
    this.add({
      flushes: this.dirty.size * linesPerPage,
      fences: files.size + 2 * forced,
      logForces: forced,
      systemCalls: files.size,
    });
    for (const key of this.dirty.keys()) this.writable.delete(key);
  }

  private add(more: Partial<Work>): void {
    const sum: { -readonly [Name in keyof Work]: number } = { ...this.work };
    for (const [name, value] of Object.entries(more) as [keyof Work, number][]) sum[name] += value;
    this.work = sum;
  }
}
