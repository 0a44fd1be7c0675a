import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compiler } from './compiler.ts';
import { endsWell } from './ended.ts';
import { type Mutation, mutated, mutationsOf, shuffled } from './mutations.ts';
import { copyOfProject } from './project-copy.ts';

/**
 * Mutation testing of the model: changes one place of `bench/model` at a time in a copy of the project and
 * runs the model's own tests there. Prints the mutants that no test noticed, as Markdown, and the share
 * that was killed. All of them take hours; `--sample` takes some, evenly over the files, by `--seed`.
 */
const { values, positionals } = parseArgs({
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    probe: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const root = process.cwd();
/** The tests that CI has for what is mutated; those of whole experiments take minutes each time. */
const tests = globSync([
  'bench/model/{px86,litmus,fs,recovery,explore,mutant,workload,deadlock}/**/*.test.ts',
  'bench/reference/*.test.ts',
  'bench/commands/litmus.test.ts',
]);
const mutatedFolders = ['px86', 'litmus', 'fs', 'recovery', 'explore', 'invariant'];
/** Readers and writers of formats, whose tests are no part of the probe. */
const formats =
  /litmus\/(herd|armv8)\/|litmus\/(program\/(sizes|fault)|parse|operations|locations|procedures|format|witness)\.ts$/;

const files = globSync(mutatedFolders.map((folder) => `bench/model/${folder}/**/*.ts`))
  .filter((file) => !file.endsWith('.test.ts') && !formats.test(file))
  .filter((file) => positionals.length === 0 || positionals.some((one) => file.includes(one)))
  .sort();
const all = files.flatMap((file) => mutationsOf(file, readFileSync(file, 'utf8')));
const compiles = compiler(root);
const chosen = shuffled(all, Number(values.seed))
  .values()
  .filter(compiles)
  .take(Number(values.sample))
  .toArray();

const copy = copyOfProject(root);
const survivors: Mutation[] = [];
try {
  if (!(await passes())) throw new Error('the tests fail without any mutation');
  for (const [index, mutation] of chosen.entries()) {
    const file = join(copy.path, mutation.file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, mutated(text, mutation));
    const survived = await passes();
    if (survived) survivors.push(mutation);
    writeFileSync(file, text);
    const { line, from, to } = mutation;
    const what = `${mutation.file}:${line}: ${from} -> ${to}`;
    process.stderr.write(
      `${index + 1} of ${chosen.length}: ${what}: ${survived ? 'survived' : 'killed'}\n`,
    );
  }
} finally {
  copy.remove();
}
const killed = chosen.length - survivors.length;
process.stdout.write(
  `${killed} of ${chosen.length} killed (of ${all.length} mutants in ${files.length} files; seed ${values.seed}).\n\n` +
    '| survivor | change |\n|---|---|\n' +
    survivors
      .map(({ file, line, from, to }) => `| ${file}:${line} | \`${from}\` → \`${to}\` |\n`)
      .join(''),
);

/** The quick probe first; the tests themselves only for what it let through. */
async function passes(): Promise<boolean> {
  const suite = ['node_modules/vitest/vitest.mjs', 'run', '--bail', '1', ...tests];
  const probe = await ended(['bench/mutation/probe.ts']);
  return probe && (values.probe || (await ended(suite)));
}

function ended(args: readonly string[]): Promise<boolean> {
  const env = { WARRANT_LITMUS_PROGRAMS: '300' };
  return endsWell([process.execPath, ...args], { cwd: copy.path, seconds: 300, env });
}
