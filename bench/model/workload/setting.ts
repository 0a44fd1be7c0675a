import type { Conditions } from '../../../data/schema/scope.ts';
import { UnknownValue } from '../approach/unknown-value.ts';
import { type Bug, bugs } from '../fs/bug.ts';
import { Contents } from '../fs/contents.ts';
import { geometry } from '../fs/geometry.ts';
import type { Discipline, Journal, World } from '../fs/machine.ts';
import { fewestSectors, sectorLines } from '../fs/xfs-record.ts';

const disciplines: readonly Discipline[] = ['wal', 'in-place', 'in-place-unordered', 'cow'];
const journals: readonly Journal[] = ['jbd2', 'xfs'];

/** Blocks that a file can have: the eight of the experiments and two beyond. */
const fileBlocks = 10;

/**
 * The machine that a setting asks for. Axes it knows, with what holds where one is absent:
 * `metadata` wal, `journal` jbd2, `persistency` adr, `faultSync` false, `invalidate` true, `copyFlushed` false,
 * `breakLayouts` true, `mapping` pte,
 * `tearing` true, `atomicity` line, `recovery` whole, `fanout` 4, `logLines` 96, `fsyncSkipsFlagged` true, `bug` none. Throws `UnknownValue` for a value it does not know.
 */
export function worldOf(setting: Conditions, fine: boolean): World {
  const persistency = oneOf(setting, 'persistency', ['adr', 'eadr'] as const, 'adr');
  const fanout = Number(setting['fanout'] ?? 4);
  if (!(Number.isInteger(fanout) && fanout >= 3 && fanout <= 16)) {
    throw new UnknownValue(['parameters', 'fanout'], fanout, ['an integer from 3 to 16']);
  }
  const logLines = Number(setting['logLines'] ?? 96);
  if (!(Number.isInteger(logLines) && logLines >= 16 && logLines <= 96)) {
    throw new UnknownValue(['parameters', 'logLines'], logLines, ['an integer from 16 to 96']);
  }
  const journal = oneOf(setting, 'journal', journals, 'jbd2');
  const fewest = fewestSectors * sectorLines;
  if (journal === 'xfs' && logLines < fewest) {
    throw new UnknownValue(['parameters', 'logLines'], logLines, [`${fewest} at least, for XFS`]);
  }
  const atomicity = oneOf(setting, 'atomicity', ['line', 'word'] as const, 'line');
  if (atomicity === 'word' && setting['tearing'] === false) {
    throw new UnknownValue(['parameters', 'tearing'], false, ['true, with atomicity word']);
  }
  const bug = oneOf(setting, 'bug', ['none', ...(Object.keys(bugs) as Bug[])], 'none');
  return {
    geometry: geometry({ fanout, fileBlocks, logLines }),
    contents: new Contents(),
    discipline: oneOf(setting, 'metadata', disciplines, 'wal'),
    journal,
    persistency,
    tearing: setting['tearing'] !== false,
    atomicity,
    recovery: oneOf(setting, 'recovery', ['whole', 'interrupted'] as const, 'whole'),
    audited: false,
    huge: oneOf(setting, 'mapping', ['pte', 'pmd'] as const, 'pte') === 'pmd',
    breakLayouts: setting['breakLayouts'] !== false,
    faultSync: setting['faultSync'] === true,
    invalidate: setting['invalidate'] !== false,
    copyFlushed: setting['copyFlushed'] === true,
    fsyncSkipsFlagged: setting['fsyncSkipsFlagged'] !== false,
    // Under eADR a store persists where it stands, so that each one is a crash point of its own.
    fine: fine || persistency === 'eadr',
    bug: bug === 'none' ? null : bug,
  };
}

export function oneOf<T extends string>(
  setting: Conditions,
  axis: string,
  known: readonly T[],
  absent: T,
): T {
  const value = setting[axis] ?? absent;
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UnknownValue(['parameters', axis], value, known);
  return found;
}
