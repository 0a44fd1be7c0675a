import { pageIndex, type World } from './machine.ts';

/** An operation on block maps, as a system call asks for it; offsets and lengths are in blocks. */
export type Operation =
  | {
      readonly kind: 'allocate' | 'fallocate' | 'punch' | 'insert' | 'collapse';
      readonly file: number;
      readonly at: number;
      readonly length: number;
    }
  | { readonly kind: 'truncate'; readonly file: number; readonly size: number }
  | {
      readonly kind: 'reflink';
      readonly file: number;
      readonly at: number;
      readonly to: number;
      readonly toAt: number;
    }
  | { readonly kind: 'rename' | 'unlink'; readonly file: number; readonly name: number }
  /** The last reference to a file without a name goes, and its blocks with it. */
  | { readonly kind: 'evict'; readonly file: number };

/** Cells whose content the operation may change or move. */
export function cellsOf(world: World, operation: Operation): number[] {
  const { geometry: g } = world;
  const range = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) =>
      pageIndex(g, operation.file, from + i),
    );
  switch (operation.kind) {
    case 'allocate':
    case 'fallocate':
    case 'rename':
    case 'unlink':
      return [];
    case 'punch':
      return range(operation.at, operation.at + operation.length);
    case 'truncate':
      return range(operation.size, g.fileBlocks);
    case 'evict':
      return range(0, g.fileBlocks);
    case 'insert':
    case 'collapse':
      return range(operation.at, g.fileBlocks);
    case 'reflink':
      return [pageIndex(g, operation.to, operation.toAt)];
  }
}
