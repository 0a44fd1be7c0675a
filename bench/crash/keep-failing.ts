import type { Explored, Subject, Tried } from './explore.ts';
import { keptOf, writeKept } from './kept.ts';
import { outcomeOf } from './outcome.ts';

/** Images of one kind that are kept from one search: more of the same say nothing new. */
const perKind = 3;

/** Keeps failing images of a search, of each kind (outcome, and what the kernel said) the first few. */
export function keepFailing(
  folder: string,
  kernel: string,
  title: string,
  subject: Subject,
  { images }: Explored,
): string[] {
  const failing = images.filter(({ found }) => outcomeOf(found) !== 'mounted');
  return [...Map.groupBy(failing, kindOf).values()].flatMap((alike) =>
    alike
      .slice(0, perKind)
      .map((tried) =>
        writeKept(folder, keptOf(kernel, `${title}: ${outcomeOf(tried.found)}`, subject, tried)),
      ),
  );
}

function kindOf({ found }: Tried): string {
  return `${outcomeOf(found)} ${found.words[0] ?? found.lost.join(',')}`;
}
