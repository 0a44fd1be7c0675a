import { zipf } from '../model/application/zipf.ts';
import { randomIntegers } from '../model/latency/prng.ts';
import {
  durable,
  linesPerPage,
  type Operation,
  store,
  type Transaction,
  type Workload,
} from './operation.ts';

/** Transactions in each workload: enough that a mean moves by under 1 % when the seed does. */
export const transactionCount = 2000;

/** The workloads beyond the microbenchmark, by the value of the axis `application`. */
export const workloads: Readonly<Record<string, (seed: number) => Workload>> = {
  'redo-log-new': () => ({ prepared: false, transactions: redoLog() }),
  'redo-log-recycled': () => ({ prepared: true, transactions: redoLog() }),
  'ycsb-a': (seed) => ({ prepared: true, transactions: keyValue(seed, 50) }),
  'ycsb-b': (seed) => ({ prepared: true, transactions: keyValue(seed, 5) }),
  'ycsb-f': (seed) => ({ prepared: true, transactions: keyValue(seed, 50) }),
  'double-write': (seed) => ({ prepared: true, transactions: doubleWrite(seed) }),
  'small-files': (seed) => ({ prepared: false, transactions: smallFiles(seed) }),
  'many-mappings': (seed) => ({ prepared: true, transactions: manyMappings(seed) }),
};

/** A database's log: each commit appends 4 lines (a 256-byte record) and waits. */
function* redoLog(): Generator<Transaction> {
  const recordLines = 4;
  for (let commit = 0; commit < transactionCount; commit++) {
    const page = Math.floor((commit * recordLines) / linesPerPage);
    yield [store(0, page, recordLines), durable];
  }
}

/**
 * A B-tree of 10,000 records of 1 KiB in leaves of 4 KiB (YCSB's defaults), each update written
 * ahead: 2 lines of log, made durable, then the record in its leaf. Every twentieth update changes
 * an index page too. Reads make nothing durable. YCSB-F's read-modify-write updates as A does.
 */
function* keyValue(seed: number, updatePercent: number): Generator<Transaction> {
  const random = randomIntegers(seed);
  const next = zipf(10_000, random);
  const [log, tree] = [0, 1];
  for (let update = 0, done = 0; done < transactionCount; done++) {
    if (random(100) >= updatePercent) {
      yield [];
      continue;
    }
    const leaf = scattered(next(), 10_000) >> 2;
    const index: Operation[] = update % 20 === 0 ? [store(tree, 2500 + (leaf >> 7), 2)] : [];
    const logPage = Math.floor((update * 2) / linesPerPage) % 64;
    yield [store(log, logPage, 2), durable, store(tree, leaf, 16), ...index, durable];
    update++;
  }
}

/** Hot keys lie apart, as in YCSB's scrambled Zipfian: multiplied by a prime that does not divide. */
const scattered = (rank: number, count: number) => (rank * 7919) % count;

/** A storage engine with pages of 4 KiB, each written to the double-write area first, then in place. */
function* doubleWrite(seed: number): Generator<Transaction> {
  const random = randomIntegers(seed);
  for (let write = 0; write < transactionCount; write++) {
    yield [
      store(0, write % 128, linesPerPage),
      durable,
      store(1, random(4096), linesPerPage),
      durable,
    ];
  }
}

/** Files of 1 to 16 KiB, each made, written once and waited for. */
function* smallFiles(seed: number): Generator<Transaction> {
  const random = randomIntegers(seed);
  for (let file = 0; file < transactionCount; file++) {
    const lines = 16 * (1 + random(16));
    const pages = Math.ceil(lines / linesPerPage);
    const stores = Array.from({ length: pages }, (_, page) =>
      store(file, page, Math.min(linesPerPage, lines - page * linesPerPage)),
    );
    yield [...stores, durable];
  }
}

/** One line in each of 4 of 256 mapped files, made durable together. */
function* manyMappings(seed: number): Generator<Transaction> {
  const random = randomIntegers(seed);
  for (let update = 0; update < transactionCount; update++) {
    const stores = Array.from({ length: 4 }, () => store(random(256), random(16), 1));
    yield [...stores, durable];
  }
}
