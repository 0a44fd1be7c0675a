import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { compiler } from '../bench/mutation/compiler.ts';
import { endsWell } from '../bench/mutation/ended.ts';
import { type Mutation, mutated, mutationsOf, shuffled } from '../bench/mutation/mutations.ts';
import { copyOfProject } from '../bench/mutation/project-copy.ts';
import { importGraph, nearestTests } from './import-graph.ts';

/**
 * Mutation testing of every room: one token changed at a time in a copy of the project, of which only the
 * nearest tests that reach the file by imports are run. Prints the survivors and the share killed by room,
 * as Markdown. Words name rooms, files or `FILE:LINE`; `--record FILE` keeps what was tried, a line a mutant, so
 * that an interrupted run goes on.
 */
const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    record: { type: 'string' },
    /** How many test files a mutant must survive, nearest first. */
    tests: { type: 'string', default: '25' },
    /** Leaves out the slow tests. */
    quick: { type: 'boolean', default: false },
    /** Exits with 1 where fewer were killed. */
    least: { type: 'string', default: '0' },
  },
  allowPositionals: true,
});
const root = process.cwd();
const rooms = ['cli', 'data', 'ingest', 'bench', 'site'];
const asked = positionals.length > 0 ? positionals : rooms;
interface Said {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
}

/** What a test would have to time or to break, or is run by hand. */
const apart = /\.test\.ts$|\/(?:benchmark|measure|eval|fixture|mutation|journey|test)\//;
/** Tests of a whole site, kernel, clone, list or search, of 5 seconds and more: asked last. */
const slow = new RegExp(
  [
    String.raw`^site/[^/]+\.test|^cli/(?:warrant|shapes)|^\.ci/|^ingest/commands/ingest`,
    String.raw`/(?:[a-z-]*crash|panicked|recover|[a-z-]*sweep|run-host|run-program|determinism|cpio|as-run)\.test`,
    String.raw`/(?:tell-lost|verify|check|agreement|replay|run-experiment|compiler|process|url-source|corpus)\.test`,
  ].join('|'),
);
/** Of processor time for the tests of one file: a mutant that never ends is noticed, too. Seconds. */
const patience = 30;

const graph = importGraph(root);
const files = [...graph.keys()].filter(
  (file) => rooms.some((room) => file.startsWith(`${room}/`)) && !apart.test(file),
);
const all = files.flatMap((file) => mutationsOf(file, readFileSync(join(root, file), 'utf8')));
const chosen = shuffled(all, Number(values.seed))
  .values()
  .filter(({ file, line }) => asked.some((one) => isWithin(one, file, line)))
  .filter(compiler(root))
  .take(Number(values.count));

const ends = recorded();
const copy = copyOfProject(root);
/** What vitest wrote of its last run. */
const said = join(copy.path, 'build', 'said.json');
const killed: Mutation[] = [];
const survived: Mutation[] = [];
try {
  for (const mutation of chosen) {
    const key = JSON.stringify(mutation);
    const known = ends.get(key);
    const end = known ?? endOf(mutation);
    if (known === undefined && values.record) appendFileSync(values.record, `${end} ${key}\n`);
    (end === 'survived' ? survived : killed).push(mutation);
    const { file, line, from, to } = mutation;
    const what = `${file}:${line}: ${oneLine(from)} -> ${oneLine(to)}`;
    process.stderr.write(
      `${killed.length + survived.length} of ${values.count}: ${what}: ${end}\n`,
    );
  }
} finally {
  copy.remove();
}
process.stdout.write(report());
if (killed.length < Number(values.least)) process.exitCode = 1;

/** Whether a mutant is of what a word names: a room, a folder, a file, or a line of it. */
function isWithin(word: string, file: string, line: number): boolean {
  return file === word || file.startsWith(`${word}/`) || `${file}:${line}` === word;
}

/** What became of the mutants of earlier runs. */
function recorded(): ReadonlyMap<string, string> {
  const { record } = values;
  const lines = record && existsSync(record) ? readFileSync(record, 'utf8').split('\n') : [];
  return new Map(
    lines.filter(Boolean).map((line) => {
      const [end = '', ...mutation] = line.split(' ');
      return [mutation.join(' '), end];
    }),
  );
}

/** Asks five tests at first, which kill most, then the others. */
function endOf(mutation: Mutation): 'killed' | 'survived' {
  const near = nearestTests(graph, mutation.file);
  const fast = near.filter((test) => !slow.test(test));
  const all = values.quick ? fast : [...fast, ...near.filter((test) => slow.test(test))];
  const tests = all.slice(0, Number(values.tests));
  const groups = [tests.slice(0, 5), tests.slice(5)].filter((group) => group.length > 0);
  for (const group of groups) if (kills(mutation, group)) return 'killed';
  return 'survived';
}

/**
 * Whether some of these tests fail with the mutation and pass without it. The second is asked each time: a test
 * that fails by chance, or always, has killed nothing, and the others are asked without it.
 */
function kills(mutation: Mutation, tests: readonly string[]): boolean {
  const file = join(copy.path, mutation.file);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, mutated(text, mutation));
  const failed = failing(tests);
  writeFileSync(file, text);
  if (failed.length === 0) return false;
  if (failing(failed).length === 0) return true;
  for (const test of tests.length > 1 ? tests : []) {
    if (kills(mutation, [test])) return true;
  }
  return false;
}

/** The first of these tests that failed, or all of them where the run ended without a word. */
function failing(tests: readonly string[]): readonly string[] {
  rmSync(said, { force: true });
  const args = ['run', '--bail', '1', '--reporter', 'json', '--outputFile', said, ...tests];
  const ask = [process.execPath, 'node_modules/vitest/vitest.mjs', ...args];
  if (endsWell(ask, { cwd: copy.path, seconds: patience })) return [];
  const { testResults: results } = existsSync(said)
    ? (JSON.parse(readFileSync(said, 'utf8')) as Said)
    : { testResults: [] };
  const failed = results.filter(({ status }) => status === 'failed');
  const names = failed.map(({ name }) => relative(copy.path, name));
  return names.length > 0 ? names : tests;
}

function report(): string {
  const rows = rooms.map((room) => {
    const within = ({ file, line }: Mutation) => isWithin(room, file, line);
    const dead = killed.filter(within).length;
    return `| ${room} | ${dead} of ${dead + survived.filter(within).length} |\n`;
  });
  const lines = survived.map(
    ({ file, line, from, to }) =>
      `| ${file}:${line} | \`${oneLine(from)}\` → \`${oneLine(to)}\` |\n`,
  );
  return (
    `${killed.length} of ${killed.length + survived.length} killed (of ${all.length} mutants in ${files.length} files; seed ${values.seed}).\n\n` +
    `| room | killed |\n|---|---|\n${rows.join('')}\n| survivor | change |\n|---|---|\n${lines.join('')}`
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 80);
}
