import type { Explored, Subject, Tried } from './explore.ts';
import { keptOf, writeKept } from './kept.ts';
import { outcomeOf } from './outcome.ts';

/** Images of one kind that are kept from one search: more of the same say nothing new. */
const perKind = 3;

/** Whether an image is worth keeping, and what it shows. */
export type Finding = (tried: Tried) => string | null;

/** What no promise excuses: anything but `mounted`. */
export const failing: Finding = ({ found }) => {
  const outcome = outcomeOf(found);
  if (outcome === 'mounted') return null;
  return [outcome, found.lost.join(', ') || found.words[0] || ''].filter(Boolean).join(': ');
};

/** Keeps images of a search in which something was found, of each kind the first few. */
export function keepFailing(
  folder: string,
  kernel: string,
  title: string,
  subject: Subject,
  { images }: Explored,
  finding: Finding = failing,
): string[] {
  const findings = images.flatMap((tried) => {
    const what = finding(tried);
    return what === null ? [] : [{ what, tried }];
  });
  return [...Map.groupBy(findings, ({ what }) => what).values()].flatMap((alike) =>
    alike
      .slice(0, perKind)
      .map(({ what, tried }) =>
        writeKept(folder, keptOf(kernel, `${title}: ${what}`, subject, tried)),
      ),
  );
}
