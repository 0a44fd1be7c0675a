import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Verdict, VerdictCase } from '../../../data/schema/verdict.ts';

/**
 * Why a verdict says something else than before, or null where it says the same. New evidence that
 * leaves value, conditions and split alone changes nothing that a reader was told.
 */
export function changeOf(before: Verdict, now: Verdict): string | null {
  if (said(before) === said(now)) return null;
  const cases = caseChanges(before, now);
  const what =
    before.verdict === now.verdict
      ? `${now.verdict} still, under other conditions`
      : `${before.verdict} became ${now.verdict}`;
  return `${what}: ${cases.length > 0 ? cases.join('; ') : 'the hypothesis was restated'}.`;
}

/** Cases whose outcome is not the same in both, each told once. */
function caseChanges(before: Verdict, now: Verdict): readonly string[] {
  const old = byCase(before.cases);
  const fresh = byCase(now.cases);
  const turned = [...fresh].flatMap(([key, { when, outcome }]) => {
    const was = old.get(key)?.outcome;
    return was !== undefined && was !== outcome
      ? [`${inWords(when)} was ${was} and is ${outcome}`]
      : [];
  });
  const added = [...fresh.keys()].filter((key) => !old.has(key)).length;
  const gone = [...old.keys()].filter((key) => !fresh.has(key)).length;
  return [
    ...turned.slice(0, 3),
    ...(turned.length > 3 ? [`and ${turned.length - 3} more cases turned`] : []),
    ...(added > 0 ? [`${added} cases are new`] : []),
    ...(gone > 0 ? [`${gone} cases are gone`] : []),
  ];
}

const said = ({ verdict, conditions, split }: Verdict) =>
  canonicalJson({ verdict, conditions, split });

const byCase = (cases: readonly VerdictCase[]) =>
  new Map(cases.map((one) => [canonicalJson(one.when), one]));

/** `metadata = in-place, operation = split`, or `the one case`. */
export function inWords(when: Conditions): string {
  const parts = Object.entries(when).map(([axis, value]) => `${axis} = ${value}`);
  return parts.length > 0 ? parts.join(', ') : 'the one case';
}
