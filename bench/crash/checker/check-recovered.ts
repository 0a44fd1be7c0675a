import { basename } from 'node:path';
import type { Asked, Subject } from '../explore.ts';
import type { Laboratory } from '../laboratory.ts';
import type { Recovered, Sectors } from '../report.ts';
import type { Exported, State } from '../states.ts';
import { Checker, runsOf, sectorsOf } from './checker.ts';

/** Checks what recovery of each image left, changing nothing; where nothing mounted there is nothing to check. */
export async function checkRecovered(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
  found: readonly Recovered[],
  states: readonly State[],
  { block }: Exported,
): Promise<{ readonly checked: Recovered[]; readonly checks: number }> {
  const checkers = new Map<string, Checker | null>();
  const results: Recovered[] = [];
  let checker: Checker | null = null;
  try {
    for (const [index, recovered] of found.entries()) {
      const number = asked[index]?.subject ?? -1;
      if (index === 0 || number !== asked[index - 1]?.subject)
        checker = checkerOf(checkers, laboratory, subjects[number]);
      const state = states[index];
      if (!state) throw new Error(`image ${index} without a state`);
      const usable = recovered.mount === 0 || recovered.remount === 0;
      if (usable && checker) {
        const { status, says, read } = await checker.check(state, block);
        results.push({
          ...recovered,
          checker: status,
          says: [...recovered.says, ...says],
          checked: without(read, recovered.wrote),
        });
      } else results.push(recovered);
    }
    const checks = [...checkers.values()].reduce((sum, one) => sum + (one?.runs ?? 0), 0);
    return { checked: results, checks };
  } finally {
    for (const one of checkers.values()) one?.end();
  }
}

function checkerOf(
  checkers: Map<string, Checker | null>,
  { machines, tools, reads }: Laboratory,
  subject: Subject | undefined,
): Checker | null {
  if (!subject) throw new Error('an image of no subject');
  const { fs, size, log } = subject;
  const key = `${fs} ${size}`;
  const entry = machines.fileSystems.get(fs);
  const [name, ...words] = entry?.check ?? [];
  const program = entry?.programs.find((place) => basename(place) === name);
  const checker =
    checkers.get(key) ??
    (program ? new Checker({ root: tools.root, program, words, reads }, size) : null);
  checkers.set(key, checker);
  checker?.startFrom(log.base);
  return checker;
}

/** Whatever the image had where recovery wrote, the checker did not read it. */
function without(read: Sectors, wrote: Sectors): Sectors {
  const over = new Set(sectorsOf(wrote));
  return runsOf(sectorsOf(read).filter((at) => !over.has(at)));
}
