/** What a program does to its mapped files, whatever makes its stores durable. */
export type Operation =
  | {
      readonly kind: 'store';
      readonly file: number;
      /** Page of the file, 4 KiB each. */
      readonly page: number;
      /** Cache lines of the page that are stored to, 1 to 64. */
      readonly lines: number;
    }
  /** Everything stored since the last such point has to be durable before the program goes on. */
  | { readonly kind: 'durable' };

/** The operations of one transaction, or of one update that a user waits for. */
export type Transaction = readonly Operation[];

export interface Workload {
  /** Whether the files are fully written before the first transaction. */
  readonly prepared: boolean;
  readonly transactions: Iterable<Transaction>;
}

export const linesPerPage = 64;
export const durable: Operation = { kind: 'durable' };

export function store(file: number, page: number, lines: number): Operation {
  return { kind: 'store', file, page, lines };
}
