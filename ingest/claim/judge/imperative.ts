import type { Token } from '../read/tokens.ts';

const verbs = new Set(
  (
    'use make add drop remove have give change keep fix do put try look see consider pass return move split document rename avoid stop ' +
    'allow let invent deal take turn get go check write read set call define introduce create build run test show tell send merge rework ' +
    'replace convert switch start leave disable enable export expose provide implement extend limit reduce restrict require enforce ensure mark ' +
    'store allocate free lock unlock flush sync map unmap copy wrap hide pick choose revert rebase clean skip ignore handle treat track link patch think'
  ).split(' '),
);
const before = new Set(
  'please so and then instead or alternatively maybe perhaps just simply also now rather : , - * ) NUM'.split(
    ' ',
  ),
);

/** The verb of an imperative (`just use …`, `please drop …`, `do not add …`), null if it is none. */
export function imperativeVerb(tokens: readonly Token[]): string | null {
  let i = 0;
  while (i < Math.min(5, tokens.length) && before.has(tokens[i]?.word ?? '')) i++;
  const first = tokens[i]?.word ?? '';
  const second = tokens[i + 1]?.word ?? '';
  if (first === 'do' && second === 'not') return `do not ${tokens[i + 2]?.word ?? ''}`.trim();
  if (first === 'do' && /^(?:you|we|they|i|it|these|those|the)$/.test(second)) return null;
  if (first === 'have' && /^(?:you|we|they|i|been|not)$/.test(second)) return null;
  if (/^(?:see|look|read|think|let)$/.test(first) && second !== 'us') return null;
  if (/^(?:is|are|was|were|will|would|can|could|has|of|,|\.)$/.test(second)) return null;
  return verbs.has(first) ? first : null;
}
