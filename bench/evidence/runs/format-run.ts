import { canonicalJson } from '../../../data/schema/canonical.ts';
import { byCodeUnits } from '../../../data/schema/code-units.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Trace } from '../../../data/schema/trace.ts';

/** A run as a file: canonical JSON with one measurement and one exploration a line, to be diffed. */
export function formatRun(run: Run): string {
  return byLines(run, ['measurements', 'explorations']);
}

/** A trace as a file: canonical JSON with one step a line. */
export function formatTrace(trace: Trace): string {
  return byLines(trace, ['steps']);
}

/** Canonical JSON of an object, one member a line, the members of the arrays named one a line too. */
export function byLines(value: object, arrays: readonly string[]): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([key, member]) => {
      const lines =
        arrays.includes(key) && Array.isArray(member) && member.length > 0
          ? `[\n    ${member.map(canonicalJson).join(',\n    ')}\n  ]`
          : canonicalJson(member);
      return `  ${JSON.stringify(key)}: ${lines}`;
    });
  return `{\n${members.join(',\n')}\n}\n`;
}
