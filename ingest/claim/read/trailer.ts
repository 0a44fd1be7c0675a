import type { Claim } from '../../../data/schema/claim.ts';
import type { Mailbox, Spoken } from '../../../data/schema/message.ts';
import { lineRoles } from './line-role.ts';

const verdict =
  /^\s{0,2}((Acked|Reviewed|Nacked|Naked|NAK|Nak|NACK|Nacked-and-reviewed)(?:-[Bb]y)?):\s/;

/**
 * Trailers by which the sender takes a side (Acked-by, Reviewed-by, Nacked-by). Those that name somebody
 * else, or stand in a patch that the sender posts, only pass on what others said and are left out.
 */
export function trailerClaims(
  body: string,
  from: Mailbox,
  spoken?: readonly Spoken[],
): readonly Pick<Claim, 'kind' | 'stance' | 'text' | 'start' | 'end' | 'cue'>[] {
  if (!body.includes('-by:') && !/NA(?:C)?K/i.test(body)) return [];
  const lines = lineRoles(body, spoken);
  if (lines.some(({ role }) => role === 'diff')) return [];
  return lines.flatMap((line) => {
    const found = line.role === 'trailer' ? verdict.exec(line.text) : null;
    if (!found || !names(line.text, from)) return [];
    const start = line.start + (line.text.length - line.text.trimStart().length);
    const end = line.start + line.text.trimEnd().length;
    const stance = /^na/i.test(found[2] ?? '') ? 'disputes' : 'supports';
    return [
      {
        kind: 'decision',
        stance,
        text: body.slice(start, end),
        start,
        end,
        cue: `trailer “${found[1]}”`,
      },
    ];
  });
}

function names(text: string, { name, address }: Mailbox): boolean {
  const lower = text.toLowerCase();
  return (
    (address !== '' && lower.includes(address.toLowerCase())) ||
    (name !== '' && lower.includes(name.toLowerCase()))
  );
}
