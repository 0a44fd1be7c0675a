import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Verdict, VerdictFile } from '../../../data/schema/verdict.ts';

/** A verdict file as text: JSON with one member a line and one case a line, to be diffed. */
export function formatVerdicts(file: VerdictFile): string {
  const superseded = file.superseded.map(
    ({ date, why, verdict }) =>
      `{"date": ${JSON.stringify(date)}, "why": ${JSON.stringify(why)}, "verdict": ${canonicalJson(verdict)}}`,
  );
  return `{
  "schemaVersion": 1,
  "hypothesis": ${JSON.stringify(file.hypothesis)},
  "current": ${listed(file.current.map(verdictText), '    ', '  ')},
  "superseded": ${listed(superseded, '    ', '  ')}
}
`;
}

/** Members that have a line for each of theirs. */
const listedMembers = new Set(['cases', 'crossovers', 'evidence', 'split']);

function verdictText(verdict: Verdict): string {
  const members = Object.entries(verdict).map(([key, member]) => {
    const text =
      listedMembers.has(key) && Array.isArray(member)
        ? listed(member.map(canonicalJson), '        ', '      ')
        : canonicalJson(member);
    return `      ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n    }`;
}

function listed(lines: readonly string[], indent: string, closing: string): string {
  return lines.length === 0 ? '[]' : `[\n${indent}${lines.join(`,\n${indent}`)}\n${closing}]`;
}
