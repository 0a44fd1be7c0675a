import { bySalience, type Statement } from './statements.ts';
import { onOneLine } from './words.ts';

/** What somebody stood for in a thread, in the order in which it was said. */
export interface Person {
  readonly name: string;
  readonly statements: number;
  readonly said: readonly Statement[];
  /** Their own words of coming round, where they used such. */
  readonly moved: readonly Statement[];
}

/** People shown, and statements of each: enough for who stands where. */
const mostPeople = 8;
const mostSaid = 4;

/** Words by which people grant a point or change their mind. */
const concession =
  /\b(?:fair (?:enough|point)|good point|you(?:'re| are) (?:right|correct)|i (?:was wrong|stand corrected|agree|concede|take (?:that|it) back|withdraw)|that makes sense|on second thou?ght|i(?:'ve| have) changed my mind|okay,? (?:so|then)|point taken)\b/i;

/** What takes a grant back in the same breath, or at the beginning of the next sentence. */
const takesBack = /\b(?:but|however|except|although|though|yet)\b/i;
const goesOn = /^[\s.,;*_>-]*(?:but|however|except|although|though|yet|that said)\b/i;

/** Whether somebody grants a point and lets it stand. */
export function comesRound(statement: Statement): boolean {
  const { claim, message } = statement;
  const words = onOneLine(statement);
  const grant = concession.exec(words);
  if (!grant) return false;
  const after = words.slice(grant.index + grant[0].length);
  return !takesBack.test(after) && !goesOn.test(message.body.slice(claim.end));
}

const stands: ReadonlySet<string> = new Set(['position', 'requirement', 'decision']);
/** What somebody wants says more of where they stand than what they observe. */
const standing = ({ claim }: Statement) => claim.salience + (stands.has(claim.kind) ? 0.15 : 0);

/** Who stood where, those whose statements weigh most first. */
export function peopleOf(statements: readonly Statement[]): Person[] {
  const weight = (said: readonly Statement[]) =>
    bySalience(said)
      .slice(0, mostSaid)
      .reduce((sum, one) => sum + one.claim.salience, 0);
  return [...Map.groupBy(statements, ({ author }) => author)]
    .toSorted(([, a], [, b]) => weight(b) - weight(a))
    .slice(0, mostPeople)
    .map(([name, own]) => {
      const chosen = new Set(own.toSorted((a, b) => standing(b) - standing(a)).slice(0, mostSaid));
      return {
        name,
        statements: own.length,
        said: own.filter((one) => chosen.has(one)).toSorted(byDate),
        moved: own.filter(comesRound).slice(0, 2),
      };
    });
}

export const byDate = (a: Statement, b: Statement): number =>
  (a.message.date ?? '') < (b.message.date ?? '') ? -1 : 1;
