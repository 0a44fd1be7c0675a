import { ClaimKind, RelationKind, Stance } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import { ApproachId } from '../../data/schema/ids.ts';
import type { Change } from './change.ts';

/** What a reviewer may write in a sitting. */
export const help = `  a TITLE     accept it, in a title of your own words
  k KIND      change its kind (${ClaimKind.options.join(', ')})
  s STANCE    change its stance (${Stance.options.join(', ')})
  p APPROACH… tag it with approaches of the review
  w WORDS     take other words of the message instead, exactly as they stand there; w alone takes
              lines of them up to an empty one
  c           show what stands around it
  r [WHY]     reject it
  n           leave it for another time
  t TITLE     change the title of the claim accepted last
  l           list the reviewed claims; l KIND N relates the one accepted last (${RelationKind.options.join(', ')})
  u           undo
  q           stop; the sitting goes on here next time
`;

/** A change of the proposal at hand; null where the act is none. */
export function changeOf(name: string, rest: string): Change | null {
  const one = <Word extends string>(options: readonly Word[]): Word => {
    const found = options.find((option) => option === rest);
    if (found) return found;
    const what = `${name} ${JSON.stringify(rest)}: unknown`;
    throw new Fault('usage', what, `use one of ${options.join(', ')}`);
  };
  if (name === 'k') return { kind: one(ClaimKind.options) };
  if (name === 's') return { stance: one(Stance.options) };
  if (name !== 'p') return null;
  const tags = rest.split(/[\s,]+/).filter(Boolean);
  return { approaches: tags.map(approach) };
}

function approach(tag: string): ApproachId {
  const parsed = ApproachId.safeParse(tag);
  if (parsed.success) return parsed.data;
  throw new Fault('usage', `p ${JSON.stringify(tag)}: no approach`, 'use ids of the review');
}
