import { wordsPerLine } from '../fs/contents.ts';
import { rootMagic } from '../fs/force-cow.ts';
import { superLines } from '../fs/geometry.ts';
import { commitMagic, descriptorMagic } from '../fs/log-format.ts';
import type { World } from '../fs/machine.ts';
import {
  dataValue,
  headerCount,
  headerLevel,
  headerMagic,
  headerOwner,
  inodeMagic,
  isRecord,
  isUnwritten,
  nodeMagic,
  recordBlock,
  recordLength,
  recordOffset,
} from '../fs/record.ts';
import { headerAt, itemsAt, sectorLines } from '../fs/xfs-record.ts';

/** What a line holds, in a few words for a table. */
export function cellText(world: World, line: number, content: number): string {
  const word = (i: number) => world.contents.word(content, i);
  const first = word(0);
  if (content === 0) return 'zeros';
  if (line < superLines) {
    return headerMagic(first) === rootMagic
      ? `root of generation ${first & 0xffffff}`
      : `log tail at ${first}, transaction ${word(1)}`;
  }
  if (isFirstOfSector(world, line)) return sectorText(world, content);
  switch (headerMagic(first)) {
    case descriptorMagic:
      return `transaction ${(first >>> 16) & 0xff}: ${first & 0xff} lines, ${(first >>> 8) & 0xff} revoked`;
    case commitMagic:
      return `commit of transaction ${(first >>> 16) & 0xff}`;
    case nodeMagic:
      return `node of file ${headerOwner(first)}, level ${headerLevel(first)}, ${headerCount(first)} records`;
    case inodeMagic:
      return `inode, ${word(1)} blocks, tree level ${headerLevel(first)}, ${headerCount(first)} records`;
  }
  if (isRecord(first)) return [0, 1, 2, 3].map(word).filter(isRecord).map(recordText).join(', ');
  const value = dataValue(first);
  return value > 0 ? `value ${value}` : [0, 1, 2, 3].map((i) => word(i).toString(16)).join(' ');
}

function isFirstOfSector({ discipline, journal, geometry: g }: World, line: number): boolean {
  const at = line - g.logStart;
  return (
    discipline === 'wal' &&
    journal === 'xfs' &&
    at >= 0 &&
    at < g.logLines &&
    at % sectorLines === 0
  );
}

function sectorText({ contents: { words } }: World, content: number): string {
  const at = content * wordsPerLine;
  const { isHeader, cycle, length, tailSector, checksum } = headerAt(words, at);
  if (isHeader) {
    const sum = checksum === 0 ? 'no checksum' : `checksum ${(checksum >>> 0).toString(16)}`;
    return `header of a record: cycle ${cycle}, ${length} sectors, tail at sector ${tailSector}, ${sum}`;
  }
  const { targets, cancelled, ends } = itemsAt(words, at);
  const end = ends === 'not' ? '' : `, ${ends}`;
  return `sector of cycle ${cycle}: ${targets.length} lines, ${cancelled.length} cancelled${end}`;
}

function recordText(word: number): string {
  const length = recordLength(word);
  if (length === 0) return `${recordOffset(word)}: node ${recordBlock(word)}`;
  return `${recordOffset(word)}: block ${recordBlock(word)}${length > 1 ? ` and ${length - 1} more` : ''}${isUnwritten(word) ? ' unwritten' : ''}`;
}
