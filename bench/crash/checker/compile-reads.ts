import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../data/schema/hash.ts';
import { made } from '../../guest/cache.ts';
import { must } from '../../guest/execute.ts';

/**
 * Compiles `reads.c`, which says what a checker read.
 * @throws Fault `lacking` if there is no gcc.
 */
export function compileReads(cache: string, root: string): Promise<string> {
  const folder = join(root, 'bench/crash/checker');
  const key = sha256(readFileSync(join(folder, 'reads.c'), 'utf8')).slice(0, 16);
  return made(join(cache, 'plugin', `reads-${key}.so`), async (temporary) => {
    const flags = ['-O2', '-std=gnu11', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror'];
    await must('gcc', [...flags, '-o', temporary, 'reads.c'], { cwd: folder });
  });
}
