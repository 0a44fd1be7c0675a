import type {
  AgreementQuestion,
  AgreementRow,
  AgreementTable,
} from '../../../data/schema/agreement.ts';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import { byConditions } from '../verdict/cases.ts';
import { type Answer, answersOf } from './answers.ts';

/** Two costs within this share of each other count as equal when they are ranked. */
const margin = 0.05;

/** Every combination that both sides of a question were run with, side by side. */
export function agreement(
  questions: readonly AgreementQuestion[],
  rows: readonly EvidenceRow[],
): AgreementTable {
  const answered = questions.map((question) => ({ question, rows: rowsOf(question, rows) }));
  return {
    schemaVersion: 1,
    questions: answered.map(({ question: { id, question }, rows: found }) => ({
      id,
      question,
      agree: found.filter(({ agrees }) => agrees).length,
      of: found.length,
    })),
    rows: answered.flatMap(({ rows: found }) => found),
  };
}

function rowsOf(question: AgreementQuestion, rows: readonly EvidenceRow[]): AgreementRow[] {
  const along = question.between ? [...question.along, question.between] : question.along;
  const [left, right] = question.sides.map((side) => answersOf(side, along, rows));
  if (!left || !right) return [];
  const pairs = [...left].flatMap(([key, answer]) => {
    const other = right.get(key);
    return other ? [[answer, other] as const] : [];
  });
  const found = question.between
    ? ordered(question, question.between, pairs)
    : pairs.map((pair) => side(question, pair));
  return found.toSorted((a, b) => byConditions(a.when, b.when));
}

function side(question: AgreementQuestion, [left, right]: readonly [Answer, Answer]): AgreementRow {
  const words = (answer: Answer) =>
    question.as === 'holds'
      ? answer.figures.map((held) => (held === 1 ? 'kept' : 'broken')).join(' or ')
      : answer.figures.map((figure) => String(Number(figure.toPrecision(3)))).join(' or ');
  const kinds = (answer: Answer) => new Set(answer.figures.map((figure) => figure !== 0));
  const same = canonicalJson([...kinds(left)]) === canonicalJson([...kinds(right)]);
  const agrees = same && kinds(left).size === 1;
  return row(question, left.when, [words(left), words(right)], agrees, [left, right]);
}

/** One row for each two values of the axis that both sides have under the same other conditions. */
function ordered(
  question: AgreementQuestion,
  between: string,
  pairs: readonly (readonly [Answer, Answer])[],
): AgreementRow[] {
  const rest = (when: Conditions) =>
    Object.fromEntries(Object.entries(when).filter(([axis]) => axis !== between));
  const groups = Map.groupBy(pairs, ([{ when }]) => canonicalJson(rest(when)));
  return [...groups.values()].flatMap((group) =>
    group.flatMap((a, index) =>
      group.slice(index + 1).map((b) => {
        const names = [String(a[0].when[between]), String(b[0].when[between])] as const;
        const ranks = [ranked(names, a[0], b[0]), ranked(names, a[1], b[1])] as const;
        const when = { ...rest(a[0].when), [between]: names.join(', ') };
        const agrees = ranks[0] === ranks[1] && !ranks[0].includes(' or ');
        return row(question, when, ranks, agrees, [...a, ...b]);
      }),
    ),
  );
}

function ranked([a, b]: readonly [string, string], first: Answer, second: Answer): string {
  const said = first.figures.flatMap((x) =>
    second.figures.map((y) => {
      if (Math.abs(x - y) <= margin * Math.max(Math.abs(x), Math.abs(y))) return `${a} = ${b}`;
      return x > y ? `${a} > ${b}` : `${b} > ${a}`;
    }),
  );
  return [...new Set(said)].sort().join(' or ');
}

function row(
  question: AgreementQuestion,
  when: Conditions,
  says: readonly [string, string],
  agrees: boolean,
  answers: readonly Answer[],
): AgreementRow {
  const why = question.explained.find((one) =>
    Object.entries(one.when).every(([axis, value]) => when[axis] === value),
  )?.why;
  return {
    question: question.id,
    when,
    says: [...says],
    agrees,
    why: agrees ? null : (why ?? null),
    runs: [...new Set(answers.flatMap(({ runs }) => runs))].sort(),
  };
}
