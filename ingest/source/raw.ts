import type { SourceRef } from '../../data/schema/message.ts';

/** How an mbox writer quoted lines of a body that begin with `From `. */
export type FromQuoting = 'mboxo' | 'mboxrd' | 'none';

/** What a source yields, in the order of the source. */
export type RawItem =
  | {
      readonly kind: 'mail';
      readonly bytes: Uint8Array;
      readonly quoting: FromQuoting;
      /** Where it stands, for a rejection: `file, message 12`. */
      readonly where: string;
      /** Built anew from what a program kept of it: not the bytes that were sent. */
      readonly rebuilt?: true;
    }
  /** A message that the source once had and took back; bytes as it had them. */
  | {
      readonly kind: 'withdrawn';
      readonly bytes: Uint8Array;
      readonly quoting: FromQuoting;
      readonly where: string;
    }
  | { readonly kind: 'page'; readonly bytes: Uint8Array; readonly where: string }
  | { readonly kind: 'rejected'; readonly where: string; readonly reason: string };

/** A source that was found to hold mail and can be read. */
export interface OpenSource {
  readonly ref: SourceRef;
  /**
   * Identifies the content without parsing it: a reading that ended with the same value found all
   * there is. Null where only reading can tell.
   */
  fingerprint(): Promise<string | null>;
  /**
   * Yields everything after `cursor`, the value of `cursor()` when an earlier reading ended; readers
   * that cannot go on from there yield everything and leave it to the store to know it again.
   */
  read(cursor: string | null): AsyncIterable<RawItem>;
  /** After `read` has ended: where an incremental reading would go on. */
  cursor(): string;
  /** True when `read` really left out what lies before the cursor. */
  incremental(): boolean;
  /** Bytes consumed so far and in all, for progress; total 0 where it is not known. */
  progress(): { readonly done: number; readonly total: number };
  close(): void;
}

/** A source that is read from its beginning each time, and has nothing to close. */
export abstract class WholeSource implements OpenSource {
  abstract readonly ref: SourceRef;
  abstract fingerprint(): Promise<string | null>;
  abstract read(): AsyncIterable<RawItem>;
  abstract progress(): { readonly done: number; readonly total: number };

  cursor(): string {
    return '';
  }

  incremental(): boolean {
    return false;
  }

  close(): void {}
}
