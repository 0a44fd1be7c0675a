import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../data/schema/hash.ts';
import { made } from './cache.ts';
import { must } from './execute.ts';

export interface Program {
  readonly path: string;
  /** What was compiled and by what, for the manifest. */
  readonly sources: string;
  readonly compiler: string;
}

const flags = ['-O2', '-std=gnu11', '-static', '-pthread', '-Wall', '-Wextra', '-Werror'];

/**
 * Compiles a folder of C into one static program in the cache; guest and host run the same binary.
 * @throws Fault `lacking` if there is no gcc.
 */
export async function compileProgram(
  cache: string,
  root: string,
  sourceFolder = 'bench/program',
): Promise<Program> {
  const compiler = (await must('gcc', ['--version'])).split('\n')[0] ?? '';
  const folder = join(root, sourceFolder);
  const files = readdirSync(folder)
    .filter((file) => /\.[ch]$/.test(file))
    .sort();
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const sources = sha256([compiler, ...flags, ...text].join('\0'));
  const path = await made(join(cache, 'program', sources.slice(0, 16)), async (temporary) => {
    const units = files.filter((file) => file.endsWith('.c'));
    // Compiled where the sources lie under relative names, so that no path enters the binary.
    await must('gcc', [...flags, '-o', temporary, ...units], { cwd: folder });
  });
  return { path, sources, compiler };
}
