import type { Spoken } from '../message.ts';

const kinds = ['marks', 'heading', 'words'] as const;

type Packed = readonly [start: number, end: number, depth: number, by: number, heading: 0 | 1];

/** The map of who speaks as the store keeps it; null where the author alone does. */
export function packed(spoken: readonly Spoken[]): string | null {
  if (spoken.length === 0) return null;
  return JSON.stringify(
    spoken.map(({ start, end, depth, by, heading }): Packed => {
      return [start, end, depth, kinds.indexOf(by), heading ? 1 : 0];
    }),
  );
}

export function spokenOf(stored: string | null): Spoken[] {
  if (stored === null) return [];
  return (JSON.parse(stored) as Packed[]).map(([start, end, depth, by, heading]) => ({
    start,
    end,
    depth,
    by: kinds[by] ?? 'marks',
    heading: heading === 1,
  }));
}

/** The author's words and those of others, headings among these: what the two full-text indexes hold. */
export function wordsApart(
  body: string,
  spoken: readonly Spoken[],
): { own: string; quoted: string } {
  if (spoken.length === 0) return { own: body, quoted: '' };
  const own: string[] = [];
  const quoted: string[] = [];
  let at = 0;
  for (const { start, end } of spoken) {
    own.push(body.slice(at, start));
    quoted.push(body.slice(start, end));
    at = end;
  }
  own.push(body.slice(at));
  return { own: own.join(''), quoted: quoted.join('\n') };
}

/** A body as a search in one part of it saw it, quoted lines without their marks. */
export function partOf(body: string, spoken: readonly Spoken[], part?: 'own' | 'quoted'): string {
  if (part === undefined) return body;
  const { own, quoted } = wordsApart(body, spoken);
  return part === 'own' ? own : quoted.replace(/^(?: ?>)+ ?/gm, '');
}
