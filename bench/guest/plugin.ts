import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../data/schema/hash.ts';
import { made } from './cache.ts';
import { must } from './execute.ts';

/** The version of the plugin interface that a QEMU speaks, or null where its plugins are too new to know. */
export function pluginApi(qemuVersion: string): 1 | 4 | null {
  const major = Number(/version (\d+)/.exec(qemuVersion)?.[1] ?? 0);
  if (major >= 10) return 4;
  return major >= 6 && major < 8 ? 1 : null;
}

/**
 * Compiles a plugin of `bench/guest/plugin` into the cache.
 * @throws Fault `lacking` if there is no gcc.
 */
export async function compilePlugin(
  cache: string,
  root: string,
  name: 'count' | 'quiesce' | 'track',
  api: 1 | 4,
): Promise<string> {
  const folder = join(root, 'bench/guest/plugin');
  const text = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  const key = sha256([name, api, ...text].join('\0')).slice(0, 16);
  return made(join(cache, 'plugin', `${name}-${key}.so`), async (temporary) => {
    const flags = ['-O2', '-std=gnu11', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror'];
    await must('gcc', [...flags, `-DQEMU_API=${api}`, '-o', temporary, `${name}.c`], {
      cwd: folder,
    });
  });
}
