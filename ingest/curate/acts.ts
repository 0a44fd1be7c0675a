import { ClaimKind, RelationKind, Stance } from '../../data/schema/claim.ts';
import type { Change } from './change.ts';
import { approachIn, wordIn } from './typed-words.ts';

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
  if (name === 'k') return { kind: wordIn(name, rest, ClaimKind.options) };
  if (name === 's') return { stance: wordIn(name, rest, Stance.options) };
  if (name !== 'p') return null;
  const tags = rest.split(/[\s,]+/).filter(Boolean);
  return { approaches: tags.map((tag) => approachIn(name, tag)) };
}
