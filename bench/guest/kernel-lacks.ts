import { Fault } from '../../data/schema/fault.ts';
import type { Stand } from './init-program.ts';
import { type Kernel, moduleName } from './kernel.ts';

/** Modules without which a setting's parts are not there; those of a file system only ease its work. */
const needed = ({ device, fs, layer }: Stand): readonly string[] => [
  ...(fs.modules.length > 0 ? [fs.type] : []),
  ...device.modules,
  ...layer.modules,
];

/**
 * Refuses a setting whose file system, device or layer the kernel has neither built in nor as a module,
 * where the kernel tells.
 * @throws Fault `inputRefused`, before anything is booted.
 */
export function refuseLacking(kernel: Kernel, stands: readonly Stand[]): void {
  const { builtIn, modules } = kernel;
  if (builtIn === null) return;
  for (const stand of stands) {
    const missing = needed(stand)
      .map(moduleName)
      .find((name) => !modules.has(name) && !builtIn.has(name));
    if (missing === undefined) continue;
    throw new Fault(
      'inputRefused',
      `the kernel ${kernel.name} has no ${missing}, which ${JSON.stringify(stand.setting)} needs`,
      'except the setting, or name a kernel that has it: one of data/machines/kernels.yaml, or your own',
    );
  }
}
