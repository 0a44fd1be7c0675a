import type { Event, Kind } from './events.ts';

const kinds: readonly Kind[] = ['R', 'W', 'NT', 'U', 'MF', 'SF', 'FL', 'FO'];

/**
 * Which program order the total order keeps: rows are the earlier event, columns the later one.
 * `+` always, `.` never, `l` on the same cache line, `x` on the same location. The table of Px86sim
 * (Raad et al., POPL 2020), with a row and a column for non-temporal stores as
 * docs/decisions/0008-px86-reading.md reads POPL 2022 and the Intel SDM.
 */
const table: Readonly<Record<Kind, string>> = {
  //    R W NT U MF SF FL FO
  R: '  + + +  + +  +  +  +',
  W: '  . + x  + +  +  +  l',
  NT: ' . x x  + +  +  l  l',
  U: '  + + +  + +  +  +  +',
  MF: ' + + +  + +  +  +  +',
  SF: ' . + +  + +  +  +  +',
  FL: ' . + l  + +  +  +  .',
  FO: ' . . .  + +  +  .  .',
};

/** Whether two events of one thread keep their program order in every total order. */
export function preserved(earlier: Event, later: Event): boolean {
  const rule = table[earlier.kind].trim().split(/ +/)[kinds.indexOf(later.kind)];
  if (rule === 'l') return earlier.line === later.line;
  if (rule !== 'x') return rule === '+';
  return (
    earlier.location === later.location && earlier.units.some((unit) => later.units.includes(unit))
  );
}
