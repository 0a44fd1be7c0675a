import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { compareRuns, type Difference, manifestChanges } from '../evidence/compare/compare-runs.ts';
import { inWords } from '../evidence/verdict/change.ts';
import { runNamed } from './run-named.ts';

/** A difference of a twentieth is within what two builds of one compiler do to the same program. */
const defaultMargin = 0.05;

/** `warrant bench compare A B`: runs by id (a unique beginning is enough) or by file. */
export const benchCompare: Command['run'] = async ({ values, positionals, io }) => {
  const [a, b, more] = positionals;
  if (a === undefined || b === undefined || more !== undefined) {
    throw new Fault('usage', 'bench compare: expected two runs', 'name each by id or file');
  }
  const [before, after] = [runNamed(a, io), runNamed(b, io)];
  if (before.experiment !== after.experiment || before.substrate !== after.substrate) {
    throw new Fault(
      'inputRefused',
      `${before.id} is ${before.experiment} on ${before.substrate}, ${after.id} is ${after.experiment} on ${after.substrate}`,
      'compare runs of one experiment on one substrate',
    );
  }
  const { metrics } = readCatalogue(io.root);
  const differences = compareRuns(before, after, metrics, defaultMargin);
  const manifest = manifestChanges(before, after);
  if (values['json'] === true) {
    const ids = { a: before.id, b: after.id, margin: defaultMargin };
    const tools = toolsChanged(manifest);
    io.out(jsonDocument({ schemaVersion: 1, ...ids, manifest, tools, differences }));
  } else {
    for (const [key, [from, to]] of Object.entries(manifest)) io.out(`${key}: ${from} → ${to}\n`);
    for (const one of differences) io.out(`${line(one)}\n`);
    io.out(summary(differences, toolsChanged(manifest)));
  }
  return exitCode.done;
};

function line({ what, conditions, before, after, relative, matters }: Difference): string {
  const percent = (share: number) => `${share >= 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
  const change = relative
    ? ` (${percent(relative.estimate)}, ${percent(relative.low)} to ${percent(relative.high)})`
    : '';
  return `${what} [${inWords(conditions)}]: ${before ?? 'absent'} → ${after ?? 'absent'}${change}, matters: ${matters}`;
}

/** What a difference may come from: every tool whose version is another, and on a host the machine. */
function toolsChanged(manifest: ReturnType<typeof manifestChanges>): readonly string[] {
  return Object.keys(manifest).filter((key) => /^(?:tools|machine)\./.test(key));
}

function summary(differences: readonly Difference[], tools: readonly string[]): string {
  if (differences.length === 0) return 'equal: no setting differs\n';
  const count = (what: Difference['matters']) =>
    differences.filter(({ matters }) => matters === what).length;
  const ticks =
    count('ticks') > 0
      ? `; in ${count('ticks')} more the medians do and the least samples do not, as where timer ticks fell differently`
      : '';
  const since =
    tools.length > 0
      ? `changed between them: ${tools.join(', ')}`
      : 'no tool changed between them, so that a difference is of the machine or of chance';
  return `${differences.length} settings differ, ${count('yes')} of them beyond ${defaultMargin * 100} % with certainty${ticks}; ${since}\n`;
}
