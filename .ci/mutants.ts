import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Mutation, mutated, mutationsOf, sampled } from '../bench/mutation/mutations.ts';
import { copyOfProject } from '../bench/mutation/project-copy.ts';
import { importGraph, nearestTests } from './import-graph.ts';

/**
 * Mutation testing of every room: one token changed at a time in a copy of the project, of which only the
 * nearest tests that reach the file by imports are run. Prints the survivors and the share killed by room,
 * as Markdown. `bench/mutation/mutate.ts` does the model with a probe of its own.
 */
const { values, positionals } = parseArgs({
  options: {
    count: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    /** How many test files a mutant must survive, nearest first. */
    tests: { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const root = process.cwd();
const rooms = positionals.length > 0 ? positionals : ['cli', 'data', 'ingest', 'bench', 'site'];
/** What a test would have to time or to break, or is run by hand. */
const apart = /\.test\.ts$|\/(?:benchmark|measure|eval|fixture|mutation)\//;
/** Many times what the tests of one file need: a mutant that never ends is noticed, too. Milliseconds. */
const patience = 600_000;

const graph = importGraph(root);
const files = [...graph.keys()].filter(
  (file) => rooms.some((room) => file.startsWith(`${room}/`)) && !apart.test(file),
);
const all = files.flatMap((file) => mutationsOf(file, readFileSync(join(root, file), 'utf8')));
const chosen = sampled(all, Number(values.count), Number(values.seed)).map((mutation) => ({
  mutation,
  tests: nearestTests(graph, mutation.file).slice(0, Number(values.tests)),
}));

const copy = copyOfProject(root);
const killed: Mutation[] = [];
const survived: Mutation[] = [];
try {
  const green = passing([...new Set(chosen.flatMap(({ tests }) => tests))]);
  for (const [index, { mutation, tests }] of chosen.entries()) {
    const killer = killerOf(
      mutation,
      tests.filter((test) => green.has(test)),
    );
    (killer === null ? survived : killed).push(mutation);
    const { file, line, from, to } = mutation;
    const what = `${file}:${line}: ${oneLine(from)} -> ${oneLine(to)}`;
    const end = killer === null ? 'survived' : `killed by ${killer}`;
    process.stderr.write(`${index + 1} of ${chosen.length}: ${what}: ${end}\n`);
  }
} finally {
  copy.remove();
}
process.stdout.write(report());

/** Those of the test files that pass without any mutation; the others can tell nothing. */
function passing(tests: readonly string[]): ReadonlySet<string> {
  return new Set(tests.filter((file) => succeeds([file])));
}

/**
 * The first test file that fails with the mutation and passes without it, or null. The second is asked each
 * time: a test that fails by chance has killed nothing.
 */
function killerOf(mutation: Mutation, tests: readonly string[]): string | null {
  const file = join(copy.path, mutation.file);
  const text = readFileSync(file, 'utf8');
  for (const test of tests) {
    writeFileSync(file, mutated(text, mutation));
    const failed = !succeeds([test]);
    writeFileSync(file, text);
    if (failed && succeeds([test])) return test;
  }
  return null;
}

function succeeds(tests: readonly string[]): boolean {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', '--no-color', ...tests];
  const options = { cwd: copy.path, stdio: 'ignore', timeout: patience } as const;
  return spawnSync(process.execPath, args, options).status === 0;
}

function report(): string {
  const rows = rooms.map((room) => {
    const within = ({ file }: Mutation) => file.startsWith(`${room}/`);
    const dead = killed.filter(within).length;
    return `| ${room} | ${dead} of ${dead + survived.filter(within).length} |\n`;
  });
  const lines = survived.map(
    ({ file, line, from, to }) =>
      `| ${file}:${line} | \`${oneLine(from)}\` → \`${oneLine(to)}\` |\n`,
  );
  return (
    `${killed.length} of ${chosen.length} killed (of ${all.length} mutants in ${files.length} files; seed ${values.seed}).\n\n` +
    `| room | killed |\n|---|---|\n${rows.join('')}\n| survivor | change |\n|---|---|\n${lines.join('')}`
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 80);
}
