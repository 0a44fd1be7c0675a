import { lineBytes, linesPerPage, pageBytes } from '../fs/page.ts';
import type { Profile } from '../latency/profile.ts';
import { type Act, type Part, unitsOf } from './act.ts';
import { flushNanoseconds } from './cost.ts';
import type { Kernel } from './kernel.ts';
import { Ledger } from './ledger.ts';
import { Counting, type Tally } from './tally.ts';
import type { Way } from './way.ts';

/** The static chunk's own directory: the program keeps one line for each file that it carves out. */
const directory = -1;

/** Turns acts into instructions, faults and system calls under one approach, and counts them. */
export class Executor {
  readonly #way: Way;
  readonly #kernel: Kernel;
  readonly #profile: Profile | null;
  readonly #ledger = new Ledger();
  readonly #counting = new Counting();
  /** Writable page-table entries and mappings, as `mapping/file/page` and `mapping/file`. */
  readonly #writable = new Set<string>();
  readonly #mapped = new Set<string>();
  /** Files whose names are not durable yet. */
  readonly #nameless = new Set<number>();

  constructor(way: Way, kernel: Kernel, profile: Profile | null) {
    this.#way = way;
    this.#kernel = kernel;
    this.#profile = profile;
  }

  get tally(): Tally {
    return this.#counting.tally;
  }

  take(act: Act): void {
    switch (act.kind) {
      case 'store':
        this.#store(act, act.mapping ?? 0);
        break;
      case 'durable':
        this.#durable(act.parts);
        break;
      case 'read':
        this.#counting.add({ loads: act.loads });
        break;
      case 'create':
        this.#create(act.file, Math.ceil(act.bytes / pageBytes));
        break;
      case 'remove':
        this.#remove(act.file);
        break;
      case 'unmap':
        this.#unmap(act.file, act.mapping);
        break;
      case 'done':
        this.#done(act.payload);
        break;
      case 'measure':
        this.#counting.reset();
        break;
    }
  }

  #store(part: Part, mapping: number): void {
    const { file } = part;
    if (!this.#mapped.has(`${mapping}/${file}`)) {
      this.#mapped.add(`${mapping}/${file}`);
      this.#counting.add({ systemCalls: 1 });
    }
    for (const page of unitsOf(part, pageBytes)) {
      const entry = `${mapping}/${file}/${page}`;
      if (this.#writable.has(entry)) continue;
      this.#fault(file, page);
      this.#writable.add(entry);
    }
    for (const line of unitsOf(part, lineBytes)) this.#ledger.store(file, line);
  }

  #fault(file: number, page: number): void {
    if (this.#way.chunk) {
      this.#counting.add({ faults: 1 });
      return;
    }
    const commits = this.#counting.tally.metadataCommits;
    this.#byKernel(() => this.#kernel.fault(file, page, this.#way.mapping));
    if (this.#counting.tally.metadataCommits > commits) this.#counting.add({ allocatingFaults: 1 });
  }

  #durable(parts: readonly Part[]): void {
    const files = [...new Set(parts.map(({ file }) => file))];
    if (this.#way.bySystemCall) for (const file of files) this.#fsync(file);
    else this.#flush(parts);
    for (const file of files) if (this.#nameless.delete(file)) this.#nameDurable(file);
  }

  #fsync(file: number): void {
    this.#counting.add({ systemCalls: 1, fsyncs: 1 });
    if (this.#way.bug !== 'fsync-flush-missing') this.#ledger.writeBackFile(file);
    const cleaned = this.#byKernel(() => this.#kernel.fsync(file));
    if (this.#way.bug !== 'fsync-fence-missing') this.#reach();
    const pages = new Set(cleaned.map((page) => `${file}/${page}`));
    for (const entry of [...this.#writable]) {
      if (pages.has(entry.slice(entry.indexOf('/') + 1))) this.#writable.delete(entry);
    }
  }

  #flush(parts: readonly Part[]): void {
    const { bug } = this.#way;
    if (bug !== 'user-flush-missing') {
      for (const part of parts) {
        for (const line of unitsOf(part, lineBytes)) {
          this.#ledger.writeBack(part.file, line);
          this.#counting.add({ flushes: 1 });
        }
      }
    }
    if (bug === 'user-fence-missing') return;
    this.#counting.add({ fences: 1 });
    this.#reach();
  }

  /** A fence has ended: what was written back is durable, and took its time. */
  #reach(): void {
    const lines = this.#ledger.fence().length;
    this.#counting.add({ dataLines: lines, flushTime: flushNanoseconds(this.#profile, lines) });
  }

  #create(file: number, pages: number): void {
    this.#nameless.add(file);
    if (this.#way.chunk) return;
    this.#counting.add({ systemCalls: 2 }); // open(O_CREAT), ftruncate or fallocate
    this.#byKernel(() => this.#kernel.create(file, pages));
    if (!this.#way.sealed) return;
    // Zeroed blocks first, made durable, then the seal, made durable: two more calls and an fsync.
    const zeroLines = pages * linesPerPage;
    const flushTime = flushNanoseconds(this.#profile, zeroLines);
    this.#counting.add({ systemCalls: 2, fsyncs: 1, fences: 1, zeroLines, flushTime });
    this.#byKernel(() => {
      this.#kernel.allocate(file, pages);
      this.#kernel.force();
      this.#kernel.touchInode(file);
      this.#kernel.force();
    });
  }

  /** fsync of the directory; in a chunk the program's own entry, stored, flushed and fenced. */
  #nameDurable(file: number): void {
    if (this.#way.chunk) {
      this.#writeEntry(file);
      return;
    }
    this.#counting.add({ systemCalls: 1, fsyncs: 1 });
    this.#byKernel(() => this.#kernel.force());
  }

  #writeEntry(file: number): void {
    const entry: Part = { file: directory, at: file * lineBytes, bytes: lineBytes };
    this.#store(entry, 0);
    this.#flush([entry]);
  }

  #remove(file: number): void {
    for (const key of [...this.#mapped]) {
      const [mapping, of] = key.split('/').map(Number);
      if (of === file && mapping !== undefined) this.#unmap(file, mapping);
    }
    this.#ledger.forget(file);
    if (this.#way.chunk) {
      this.#writeEntry(file);
      return;
    }
    this.#counting.add({ systemCalls: this.#way.sealed ? 2 : 1 });
    this.#byKernel(() => {
      if (this.#way.sealed) this.#kernel.touchInode(file);
      this.#kernel.remove(file);
    });
  }

  #unmap(file: number, mapping: number): void {
    if (!this.#mapped.delete(`${mapping}/${file}`)) return;
    this.#counting.add({ systemCalls: 1 });
    const prefix = `${mapping}/${file}/`;
    for (const entry of [...this.#writable]) {
      if (entry.startsWith(prefix)) this.#writable.delete(entry);
    }
  }

  #done(payload: number): void {
    const atRisk = this.#ledger.acknowledge().filter(({ file, line, durable }) => {
      const outside = this.#way.chunk || file === directory;
      const page = Math.floor(line / linesPerPage);
      return !durable || !(outside || this.#kernel.mappingIsDurable(file, page));
    });
    this.#counting.add({ operations: 1, payload, linesAtRisk: atRisk.length });
  }

  /** Adds what the kernel did meanwhile. */
  #byKernel<T>(call: () => T): T {
    const before = this.#kernel.counters;
    const result = call();
    const after = this.#kernel.counters;
    this.#counting.add({
      flushes: after.flushes - before.flushes,
      fences: after.fences - before.fences,
      faults: after.faults - before.faults,
      logForces: after.logForces - before.logForces,
      metadataCommits: after.transactions - before.transactions,
      zeroLines: after.dataLines - before.dataLines,
      logLines: after.journalLines - before.journalLines,
      homeLines: after.homeLines - before.homeLines,
    });
    return result;
  }
}
