import { bugs } from '../fs/bug.ts';
import type { Hunt } from './hunt.ts';

/** The hunts as a page of the docs, in Markdown. */
export function mutantPage(hunts: readonly Hunt[]): string {
  const found = hunts.filter((hunt) => hunt.found !== null).length;
  const rows = hunts.map(({ mutant, found, states, steps }) => {
    const setting = Object.entries(mutant.setting).map(([axis, value]) => `${axis}=${value}`);
    return `| \`${mutant.bug}\` | ${bugs[mutant.bug]} | ${mutant.workload}, ${setting.join(' ')} | ${found ?? '**not found**'} | ${states} | ${steps} |`;
  });
  return [
    '# Planted bugs',
    '',
    'Each bug below is planted in the model and hunted by the explorer, breadth first, until the first',
    'crash state that breaks an invariant. Without the bug every invariant holds in the same scenario,',
    'in all of its crash states. This page is written by `./warrant mutants`, and a test compares it.',
    '',
    `${found} of ${hunts.length} found.`,
    '',
    '| bug | what is wrong | scenario | what broke first | crash states checked until then | steps before the crash |',
    '|---|---|---|---|---:|---:|',
    ...rows,
    '',
  ].join('\n');
}
