import type { Event, Kind } from './events.ts';

type Rule = 'always' | 'never' | 'line' | 'location';

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

const rules: ReadonlyMap<string, Rule> = new Map(
  kinds.flatMap((earlier) => {
    const cells = table[earlier].trim().split(/ +/);
    return kinds.map((later, column) => [`${earlier} ${later}`, ruleOf(cells[column])] as const);
  }),
);

/** Whether two events of one thread keep their program order in every total order. */
export function preserved(earlier: Event, later: Event): boolean {
  switch (rules.get(`${earlier.kind} ${later.kind}`)) {
    case 'always':
      return true;
    case 'line':
      return earlier.line === later.line;
    case 'location':
      return (
        earlier.location === later.location &&
        earlier.units.some((unit) => later.units.includes(unit))
      );
    default:
      return false;
  }
}

function ruleOf(cell: string | undefined): Rule {
  switch (cell) {
    case '+':
      return 'always';
    case '.':
      return 'never';
    case 'l':
      return 'line';
    case 'x':
      return 'location';
    default:
      throw new Error(`the ordering table has no rule ${cell}`);
  }
}
