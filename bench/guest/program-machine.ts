import type { DeviceEntry, ToolEntry } from '../../data/schema/machine.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from '../machine/machines.ts';
import { defaultDevice } from './boots.ts';
import type { Stand } from './init-program.ts';
import type { Contents } from './initramfs.ts';
import { programsFor } from './tools.ts';

/** The parts that the settings of one boot are made of. */
export function standsOf(settings: readonly Conditions[], machines: Machines): Stand[] {
  return settings.map((setting) => ({
    setting,
    device: part(machines.devices, setting['device'] ?? defaultDevice),
    fs: part(machines.fileSystems, setting['fs']),
    layer: part(machines.layers, setting['layer'] ?? 'none'),
    memory: part(machines.memories, setting['memory'] ?? 'plenty'),
  }));
}

/**
 * Whether instruction counts of a boot repeat: several processors run on threads of the host. Where they do not,
 * time is no count either, and a plugin counts what was executed.
 */
export const repeats = ({ setting }: Stand): boolean => processorsOf(setting) === 1;

export const processorsOf = (setting: Conditions): number => Number(setting['cpus'] ?? 1);

function part<T>(entries: ReadonlyMap<string, T>, name: Conditions[string] | undefined): T {
  const entry = entries.get(String(name));
  if (!entry) throw new Error(`no such part of a machine: ${name}`);
  return entry;
}

/** Where a layer records: the RAM disk, or where that is the device itself its second one. */
export function logDevice(machines: Machines, device: DeviceEntry): DeviceEntry {
  const ram = part(machines.devices, 'ram');
  return device.name === ram.name ? { ...ram, node: '/dev/ram1' } : ram;
}

/** Modules and programs of a boot's initramfs. */
export function programContents(
  stands: readonly Stand[],
  machines: Machines,
  foreign: readonly ToolEntry[],
): Contents {
  const folders = foreign.flatMap((tool) => tool.libraryFolders);
  const logs = stands.some(({ layer }) => layer.log) ? ['brd'] : [];
  const modules = stands.flatMap(({ device, fs, layer }) => [
    ...device.modules,
    ...fs.modules,
    ...layer.modules,
  ]);
  return {
    // A program may want to mount an image, or a snapshot of its device.
    modules: [...new Set([...machines.modules, ...modules, ...logs, 'loop', 'dm-snapshot'])],
    programs: [
      ...programsFor(
        machines,
        stands.map(({ fs }) => fs.name),
      ),
      ...foreign.flatMap((tool) => tool.programs),
    ],
    ...(folders.length > 0 ? { libraryFolders: folders } : {}),
  };
}

/** Parameters by module, as files that the first process reads. */
export function moduleParameters(
  stands: readonly Stand[],
  machines: Machines,
): Readonly<Record<string, string>> {
  const devices = stands.flatMap(({ device, layer }) => [
    device,
    ...(layer.log ? [logDevice(machines, device)] : []),
  ]);
  return Object.assign({}, ...devices.map((device) => device.moduleParameters));
}
