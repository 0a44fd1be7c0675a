import { readFileSync } from 'node:fs';
import { must } from './execute.ts';
import { type Kernel, moduleName } from './kernel.ts';

export interface Module {
  readonly name: string;
  readonly data: Buffer;
}

/**
 * The modules wanted and all that they depend on, in an order in which each finds the symbols that it
 * needs. Packages ship no modules.dep, but each module names what it needs (`depends=` in .modinfo).
 * Those that the kernel has built in, or has not, are left out.
 * @param busybox A program that unpacks xz.
 */
export async function moduleOrder(
  kernel: Kernel,
  wanted: readonly string[],
  busybox: string,
): Promise<readonly Module[]> {
  const order = new Map<string, Module>();
  const visited = new Set<string>();
  const visit = async (given: string): Promise<void> => {
    const name = moduleName(given);
    const path = kernel.modules.get(name);
    if (path === undefined || visited.has(name)) return;
    visited.add(name);
    const data = await read(path, busybox);
    for (const needed of dependenciesIn(data)) await visit(needed);
    order.set(name, { name, data });
  };
  for (const name of wanted) await visit(name);
  return [...order.values()];
}

/** `execute` decodes as latin1, which keeps every byte. */
async function read(path: string, busybox: string): Promise<Buffer> {
  return path.endsWith('.xz')
    ? Buffer.from(await must(busybox, ['xzcat', path]), 'latin1')
    : readFileSync(path);
}

function dependenciesIn(data: Buffer): readonly string[] {
  const at = data.indexOf('\0depends=', 0, 'latin1');
  if (at < 0) return [];
  const start = at + '\0depends='.length;
  const text = data.subarray(start, data.indexOf(0, start)).toString('latin1');
  return text.split(',').filter((name) => name !== '');
}
