import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Counters,
  type DeviceEntry,
  Devices,
  type FileSystemEntry,
  FileSystems,
  type KernelEntry,
  Kernels,
  type LayerEntry,
  Layers,
  Memories,
  type MemoryEntry,
  type PlaceEntry,
  Places,
  type ToolEntry,
  Tools,
  type WorkloadEntry,
  Workloads,
} from '../../data/schema/machine.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** `data/machines`: every part that a machine of the laboratory can have, by its name. */
export interface Machines {
  readonly kernels: ReadonlyMap<string, KernelEntry>;
  readonly releases: Kernels['releases'];
  /** Modules that every guest loads first. */
  readonly modules: readonly string[];
  readonly devices: ReadonlyMap<string, DeviceEntry>;
  readonly fileSystems: ReadonlyMap<string, FileSystemEntry>;
  readonly layers: ReadonlyMap<string, LayerEntry>;
  readonly memories: ReadonlyMap<string, MemoryEntry>;
  /** Foreign programs, by the names that experiments have for them. */
  readonly tools: ReadonlyMap<string, ToolEntry>;
  readonly places: ReadonlyMap<string, PlaceEntry>;
  /** Tracepoints by metric. */
  readonly counters: Readonly<Record<string, string>>;
  readonly placeModules: readonly string[];
  readonly regions: Places['regions'];
  readonly hostPlaces: readonly string[];
  readonly workloads: ReadonlyMap<string, WorkloadEntry>;
  readonly axes: Workloads['axes'];
  /** Names of the device profiles in `data/devices`. */
  readonly profiles: readonly string[];
  /** Sources in `data/programs`, by file name. */
  readonly programs: ReadonlyMap<string, string>;
}

/** @throws Fault `inputRefused` naming file and line of what is not well-formed. */
export function readMachines(root: string): Machines {
  const file = (name: string) => join(root, 'data/machines', `${name}.yaml`);
  const kernels = readYaml(file('kernels'), Kernels);
  const places = readYaml(file('places'), Places);
  const workloads = readYaml(file('workloads'), Workloads);
  return {
    kernels: named(kernels.kernels),
    releases: kernels.releases,
    modules: kernels.modules,
    devices: named(readYaml(file('devices'), Devices).devices),
    fileSystems: named(readYaml(file('file-systems'), FileSystems).fileSystems),
    counters: readYaml(file('counters'), Counters).counters,
    layers: named(readYaml(file('layers'), Layers).layers),
    memories: named(readYaml(file('memory'), Memories).memories),
    tools: named(readYaml(file('tools'), Tools).tools),
    places: named(places.places),
    placeModules: places.modules,
    regions: places.regions,
    hostPlaces: workloads.hostPlaces,
    workloads: named(workloads.workloads),
    axes: workloads.axes,
    profiles: filesIn(join(root, 'data/devices')).map((name) => name.replace(/\.yaml$/, '')),
    programs: textsIn(join(root, 'data/programs')),
  };
}

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);

const textsIn = (folder: string) =>
  new Map(filesIn(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const));

const named = <T extends { readonly name: string }>(entries: readonly T[]) =>
  new Map(entries.map((entry) => [entry.name, entry]));
