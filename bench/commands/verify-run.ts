import { canonicalJson } from '../../data/schema/canonical.ts';
import type { Io } from '../../data/schema/command.ts';
import { type ExitCode, exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import type { Run } from '../../data/schema/run.ts';
import { manifestChanges } from '../evidence/compare/compare-runs.ts';
import { contentOf } from '../evidence/runs/content-of.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { runOptions } from './chosen.ts';
import { runNamed } from './run-named.ts';
import type { Runner } from './run-queued.ts';

/**
 * `warrant verify --run ID`: repeats one run and says whether it comes out equal. Exit 1 where not.
 * @throws Fault `usage` for a run of the host: another machine's times cannot be repeated.
 */
export async function verifyRun(
  name: string,
  runIt: Runner,
  json: boolean,
  io: Io,
): Promise<ExitCode> {
  const given = runNamed(name, io);
  if (given.substrate === 'host') {
    throw new Fault(
      'usage',
      `${given.id} is of a host: its times are those of its machine`,
      'run the experiment here and compare: ./warrant bench compare',
    );
  }
  const experiment = loadExperiment(given.experiment, io.root, io.cwd);
  const quick = / --quick\b/.test(given.manifest.command);
  const { run } = await runIt(
    experiment,
    given.substrate,
    runOptions(experiment, given.substrate, quick, io),
  );
  const repeated = comparison(given, run);
  io.out(json ? jsonDocument({ schemaVersion: 1, ...repeated }) : plain(repeated));
  return repeated.equal ? exitCode.done : exitCode.checkFailed;
}

/** What a repetition came to: results of the run given, and how many of them came out the same. */
function comparison(given: Run, again: Run) {
  const results = (run: Run) => [...run.measurements, ...run.explorations].map(canonicalJson);
  const here = new Set(results(again));
  const theirs = results(given);
  return {
    run: given.id,
    equal: contentOf(given) === contentOf(again),
    results: theirs.length,
    same: theirs.filter((result) => here.has(result)).length,
    tools: Object.entries(manifestChanges(given, again)).flatMap(([key, [theirs, here]]) =>
      key.startsWith('tools.')
        ? [`${key.slice('tools.'.length)}: ${theirs ?? 'none'}, here ${here ?? 'none'}`]
        : [],
    ),
  };
}

function plain({ run, equal, results, same, tools }: ReturnType<typeof comparison>): string {
  const verdict = equal
    ? `equal: ${run} repeats to the last digit (${results} results)`
    : `not equal: ${same} of ${results} results of ${run} come out the same here`;
  const differing = tools.map((tool) => `  ${tool}\n`).join('');
  return `${verdict}\n${differing && `made with other tools:\n${differing}`}`;
}
