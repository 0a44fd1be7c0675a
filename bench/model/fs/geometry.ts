import { wordsPerLine } from './contents.ts';

/** Where everything lies on the device, in lines of 64 B; blocks serve trees and file data alike. */
export interface Geometry {
  /** Records in a tree block, and in the root inside the inode. */
  readonly fanout: number;
  readonly rootFanout: number;
  readonly files: number;
  /** Blocks that a file may have; the oracle reads each of them. */
  readonly fileBlocks: number;
  readonly blocks: number;
  readonly blockLines: number;
  readonly inodeStart: number;
  readonly inodeLines: number;
  readonly dirLine: number;
  readonly refStart: number;
  /** The log under `wal`, the shadow slots under `cow`. */
  readonly logStart: number;
  readonly logLines: number;
  readonly blockStart: number;
  /** Lines handed out by a static chunk: no metadata describes them. */
  readonly chunkStart: number;
  readonly lines: number;
}

/** Two superblock lines: the log's tail, or the two roots between which `cow` flips. */
export const superLines = 2;
const refsPerLine = wordsPerLine * 8;

/** Line and block numbers are packed into ten and eight bits of a word. */
const maxLines = 1023;
const maxBlocks = 255;

export function geometry(options: {
  readonly fanout: number;
  readonly fileBlocks: number;
  readonly files?: number;
  readonly blocks?: number;
  readonly logLines?: number;
}): Geometry {
  const { fanout, fileBlocks, files = 2, blocks = 40, logLines = 96 } = options;
  const rootFanout = Math.max(2, fanout >> 1);
  const blockLines = 1 + Math.ceil(fanout / wordsPerLine);
  const inodeLines = 1 + Math.ceil(rootFanout / wordsPerLine);
  const inodeStart = superLines;
  const dirLine = inodeStart + files * inodeLines;
  const refStart = dirLine + 1;
  const logStart = refStart + Math.ceil(blocks / refsPerLine);
  const blockStart = logStart + logLines;
  const chunkStart = blockStart + blocks * blockLines;
  const lines = chunkStart + fileBlocks;
  if (fanout < 3) throw new Error(`fan-out ${fanout} is below 3: a split could leave a node empty`);
  if (blocks > maxBlocks || lines > maxLines) {
    throw new Error(`${blocks} blocks and ${lines} lines exceed ${maxBlocks} and ${maxLines}`);
  }
  return {
    fanout,
    rootFanout,
    files,
    fileBlocks,
    blocks,
    blockLines,
    inodeStart,
    inodeLines,
    dirLine,
    refStart,
    logStart,
    logLines,
    blockStart,
    chunkStart,
    lines,
  };
}

export const blockLine = (g: Geometry, block: number): number =>
  g.blockStart + block * g.blockLines;
export const inodeLine = (g: Geometry, file: number): number => g.inodeStart + file * g.inodeLines;

/** The lines of the inode or block that a metadata line belongs to; other lines stand alone. */
export function unitOf(g: Geometry, line: number): { first: number; lines: number } {
  const within = (start: number, end: number, lines: number) =>
    line >= start && line < end ? { first: line - ((line - start) % lines), lines } : null;
  return (
    within(g.inodeStart, g.dirLine, g.inodeLines) ??
    within(g.blockStart, g.chunkStart, g.blockLines) ?? { first: line, lines: 1 }
  );
}

/** The line's name in traces. */
export function lineName(g: Geometry, line: number): string {
  if (line < superLines) return `super ${line}`;
  if (line < g.dirLine) {
    const at = line - g.inodeStart;
    const part = at % g.inodeLines;
    return `inode ${Math.floor(at / g.inodeLines)}${part === 0 ? '' : ` root ${part}`}`;
  }
  if (line === g.dirLine) return 'directory';
  if (line < g.logStart) return `refcounts ${line - g.refStart}`;
  if (line < g.blockStart) return `log ${line - g.logStart}`;
  if (line >= g.chunkStart) return `chunk ${line - g.chunkStart}`;
  const at = line - g.blockStart;
  return `block ${Math.floor(at / g.blockLines)} line ${at % g.blockLines}`;
}
