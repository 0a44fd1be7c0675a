import { wordsPerLine } from './contents.ts';
import type { Draft } from './draft.ts';
import { inodeLine } from './geometry.ts';
import {
  headerCount,
  headerLevel,
  headerOwner,
  inodeMagic,
  nodeMagic,
  packHeader,
} from './record.ts';

/** A tree node: a block, or the root inside the inode of a file. */
export type NodeRef =
  | { readonly kind: 'root'; readonly file: number }
  | { readonly kind: 'block'; readonly file: number; readonly block: number };

export interface Node {
  readonly ref: NodeRef;
  /** 0 at the leaves. */
  readonly level: number;
  /** Packed extents or pointers, ascending by file offset. */
  readonly records: readonly number[];
}

export const root = (file: number): NodeRef => ({ kind: 'root', file });
export const child = (file: number, block: number): NodeRef => ({ kind: 'block', file, block });

export function capacity(draft: Draft, ref: NodeRef): number {
  return ref.kind === 'root' ? draft.geometry.rootFanout : draft.geometry.fanout;
}

export function readNode(draft: Draft, ref: NodeRef): Node {
  const line = headerLine(draft, ref);
  const header = draft.word(line, 0);
  const records = Array.from({ length: headerCount(header) }, (_, i) =>
    draft.word(line + 1 + Math.floor(i / wordsPerLine), i % wordsPerLine),
  );
  return { ref, level: headerLevel(header), records };
}

export function writeNode(draft: Draft, { ref, level, records }: Node): void {
  const line = headerLine(draft, ref);
  const isRoot = ref.kind === 'root';
  const header = packHeader(
    isRoot ? inodeMagic : nodeMagic,
    isRoot ? headerOwner(draft.word(line, 0)) : ref.file,
    level,
    records.length,
  );
  // The inode's other words (size, flags) are not the tree's to change; a block names itself there.
  if (isRoot) draft.setWord(line, 0, header);
  else draft.write(line, [header, ref.block]);
  const lines = (isRoot ? draft.geometry.inodeLines : draft.geometry.blockLines) - 1;
  for (let i = 0; i < lines; i++) {
    draft.write(line + 1 + i, records.slice(i * wordsPerLine, (i + 1) * wordsPerLine));
  }
}

function headerLine(draft: Draft, ref: NodeRef): number {
  return ref.kind === 'root' ? inodeLine(draft.geometry, ref.file) : draft.lineOf(ref.block);
}
