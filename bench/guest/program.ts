import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { programFlags, programVersion } from '../../data/schema/provenance/compiled.ts';
import { made } from './cache.ts';
import { must } from './execute.ts';
import { gccVersion } from './gcc.ts';

export interface Program {
  readonly path: string;
  /** What was compiled and by what, for the manifest. */
  readonly sources: string;
  readonly compiler: string;
}

/**
 * Compiles a folder of C into one static program in the cache; guest and host run the same binary.
 * @throws Fault `lacking` if there is no gcc.
 */
export async function compileProgram(
  cache: string,
  root: string,
  sourceFolder = 'bench/program',
): Promise<Program> {
  const compiler = await gccVersion();
  const folder = join(root, sourceFolder);
  const sources = programVersion(root, sourceFolder, compiler);
  const path = await made(join(cache, 'program', sources.slice(0, 16)), async (temporary) => {
    const units = readdirSync(folder).filter((file) => file.endsWith('.c'));
    // Compiled where the sources lie under relative names, so that no path enters the binary.
    await must('gcc', [...programFlags, '-o', temporary, ...units.sort()], { cwd: folder });
  });
  return { path, sources, compiler };
}
