import { z } from 'zod';
import { Scope } from './scope.ts';

/** The name of a machine's part as experiments write it. */
const Name = z.string().regex(/^[a-z0-9][a-z0-9.+-]*$/, 'expected a lower-case name');
const Words = z.array(z.string().min(1));
/** Kernel modules by name; their dependencies follow from the modules themselves. */
const Modules = z.array(z.string().regex(/^[a-z0-9_-]+$/)).default([]);
const mebibytes = z.int().min(1).max(4096);

/** A stock kernel: the package of a Debian release that it comes from. */
export const KernelEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  release: Name,
  /**
   * `meta:NAME` for the image that a meta package depends on, or a package name in which one `*` stands
   * for whatever is newest.
   */
  package: z.string().regex(/^(meta:)?[a-z0-9][a-z0-9.+*-]*$/),
});
export type KernelEntry = z.infer<typeof KernelEntry>;

/** A part of Debian's archive: lines `ARCHIVE SUITE`, the first being the release itself. */
export const Releases = z.record(Name, z.array(z.string().regex(/^[a-z-]+ [a-z-]+$/)).min(1));

/** `data/machines/kernels.yaml` */
export const Kernels = z.strictObject({
  releases: Releases,
  /** Loaded in every guest, before all else, where the kernel has them as modules. */
  modules: Modules,
  kernels: z.array(KernelEntry).min(1),
});
export type Kernels = z.infer<typeof Kernels>;

/** A block device, or memory, under a reader's own program. */
export const DeviceEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  mebibytes,
  modules: Modules,
  /** Memory that the kernel is told to treat as persistent (`memmap=`); it becomes the node. */
  memmap: z.boolean().default(false),
  /** Parameters of modules, such as `rd_size=1024` of `brd`. */
  moduleParameters: z.record(z.string(), z.string()).default({}),
  /**
   * Words of QEMU's command line; `{file}` is an empty file of the device's size, and `{disk}` the same as a disk
   * of format vmdk, whose requests complete in the order in which they came.
   */
  qemu: Words.default([]),
  /** The first release of QEMU that has those words; fetched where the installed one is older. */
  qemuFrom: z.int().min(1).default(8),
  /** What QEMU's `-machine` option gets besides. */
  machine: z.string().default(''),
  /** Whether QEMU adds it as memory, for which there must be room beyond the guest's own. */
  plugged: z.boolean().default(false),
  /** Commands of the guest that make the node. */
  setup: z.array(z.string().min(1)).default([]),
  /** Commands of the guest that leave nothing of an earlier setting on it. */
  wipe: z.array(z.string().min(1)).default([]),
  node: z.string().regex(/^\/dev\/[a-z0-9.]+$/),
  /**
   * Whether QEMU completes requests to it from other threads. The processor then waits for them
   * (`bench/guest/plugin/quiesce.c`), so that interrupts come at the same instruction each time.
   */
  requests: z.boolean().default(false),
  /** Whether the kernel maps it directly, without a page cache. */
  dax: z.boolean().default(false),
  /** Whether it is a character device, which no file system lies on: programs find it as LAB_NODE. */
  character: z.boolean().default(false),
  /** Words of QEMU's command line that put it over the block node `logged`; none where crashes are not recorded on it. */
  recorded: Words.default([]),
  /** Bytes up to which it promises that a power failure leaves one write whole (NVMe's AWUPF). */
  untorn: z.int().min(0).default(0),
  /**
   * How a recording knows which writes were forced (FUA): `logged` where the recorder tells, `listed` where the
   * guest's kernel has to, since the emulated disk takes them for plain ones.
   */
  forced: z.enum(['logged', 'listed']).default('logged'),
});
export type DeviceEntry = z.infer<typeof DeviceEntry>;

/** `data/machines/devices.yaml` */
export const Devices = z.strictObject({ devices: z.array(DeviceEntry).min(1) });

/** A file system: how it is made, mounted and checked. */
export const FileSystemEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  /** As mount(8) takes it. */
  type: Name,
  modules: Modules,
  packages: z.array(Name).default([]),
  /** Programs of those packages that the guest needs, by their place in them. */
  programs: z.array(z.string().regex(/^[a-z0-9/._-]+$/)).default([]),
  /** `{options}`, `{uuid}` and `{device}` are filled in; none for a file system without a device. */
  make: Words.default([]),
  /** Values of the axis `mkfs` and the words that each stands for; `default` is always one. */
  mkfs: z.record(z.string(), Words).default({}),
  /** Options that the axis `mount` may name, joined by commas; `defaults` is always one. */
  mount: z.array(z.string().regex(/^[a-z0-9_=.:-]+$/i)).default([]),
  /** Exits 0 where the file system on `{device}` is sound. */
  check: Words.default([]),
  /** Exits 0 once the file system on `{device}` is sound again, whatever that took. */
  repair: Words.default([]),
});
export type FileSystemEntry = z.infer<typeof FileSystemEntry>;

/** `data/machines/file-systems.yaml` */
export const FileSystems = z.strictObject({ fileSystems: z.array(FileSystemEntry).min(1) });

/** How much memory a program has, and how much of it may be dirty: a value of the axis `memory`. */
export const MemoryEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  /** Settings of sysctl(8) by name, set in this order before anything is mounted. */
  sysctl: z
    .record(z.string().regex(/^vm\.[a-z_]+$/, 'expected vm.NAME'), z.int().nonnegative())
    .default({}),
  /** Files of the control group (version 2) that the program and its children run in; none for no group. */
  group: z
    .record(
      z.string().regex(/^memory\.[a-z.]+$/, 'expected memory.NAME'),
      z.union([z.int().nonnegative(), z.literal('max')]),
    )
    .default({}),
});
export type MemoryEntry = z.infer<typeof MemoryEntry>;

/** `data/machines/memory.yaml` */
export const Memories = z.strictObject({ memories: z.array(MemoryEntry).min(1) });

/** A program of somebody else's, from a Debian package, that a reader's own program may start. */
export const ToolEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  /** The package, and those of the libraries that it loads. */
  packages: z.array(Name).min(1),
  /** Programs of those packages, by their place in them; in the guest they lie on PATH. */
  programs: z.array(z.string().regex(/^[a-z0-9/._-]+$/)).min(1),
  /** Folders of libraries that the program finds by a run path of its own. */
  libraryFolders: z.array(z.string().regex(/^[a-z0-9/._-]+$/)).default([]),
});
export type ToolEntry = z.infer<typeof ToolEntry>;

/** `data/machines/tools.yaml` */
export const Tools = z.strictObject({ tools: z.array(ToolEntry) });

/** Targets of the device mapper between file system and device. */
export const LayerEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  modules: Modules,
  /** Target and its arguments while no fault is on: `{device}`, `{start}`, `{log}`; null for no layer at all. */
  off: z.string().nullable(),
  /** The same while a fault is on; null where there is nothing to switch. */
  on: z.string().nullable().default(null),
  /** Whether it needs a second device. */
  log: z.boolean().default(false),
  /** Devices on which the kernel refuses it, with the reason. */
  refuses: z.record(Name, z.string()).default({}),
});
export type LayerEntry = z.infer<typeof LayerEntry>;

/** `data/machines/layers.yaml` */
export const Layers = z.strictObject({ layers: z.array(LayerEntry).min(1) });

/** Somewhere that the workloads of `bench/program` run: a value of their axis `fs`. */
export const PlaceEntry = z.strictObject({
  name: Name,
  meaning: z.string().min(1),
  /** A folder, or where `device` a character or block device. */
  path: z.string().regex(/^\/[a-z0-9/.-]+$/),
  device: z.boolean().default(false),
  /** The device for small mappings, where it is another one. */
  small: z
    .string()
    .regex(/^\/[a-z0-9/.-]+$/)
    .optional(),
  /** Commands of the guest that set it up; all must succeed. */
  setup: z.array(z.string().min(1)).default([]),
  /** Room for a workload's files. */
  mebibytes,
});
export type PlaceEntry = z.infer<typeof PlaceEntry>;

/** `data/machines/places.yaml` */
export const Places = z.strictObject({
  /** Emulated persistent memory: `/dev/pmemN` in this order. */
  regions: z.array(z.strictObject({ meaning: z.string(), mebibytes })).min(1),
  modules: Modules,
  places: z.array(PlaceEntry).min(1),
});
export type Places = z.infer<typeof Places>;

/** `data/machines/counters.yaml`: tracepoints of the kernel by the metric that counts them. */
export const Counters = z.strictObject({
  counters: z.record(Name, z.string().regex(/^[a-z0-9_]+\/[a-z0-9_]+$/)),
});

/** What an axis of a workload may be. */
export const AxisEntry = z.union([
  z.strictObject({ values: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
  z.strictObject({
    from: z.int(),
    to: z.int(),
    multipleOf: z.int().positive().default(1),
  }),
  /** The names that another file of this folder, or `data/devices`, has. */
  z.strictObject({ of: z.enum(['kernels', 'places', 'devices']) }),
]);
export type AxisEntry = z.infer<typeof AxisEntry>;

/** A workload that the project brings, and the settings that it has. */
export const WorkloadEntry = z.strictObject({
  name: Name,
  substrates: z.array(Scope).min(1),
  axes: z.array(z.string()).min(1),
  /** Axes without which it cannot run. */
  requires: z.array(z.string()).default([]),
  /** What an axis may be here, where that is narrower than elsewhere. */
  narrower: z.record(z.string(), AxisEntry).default({}),
  /** Operations, each on fresh pages, that a setting makes: their stores must fit into the place. */
  operations: z.int().nonnegative().default(0),
});
export type WorkloadEntry = z.infer<typeof WorkloadEntry>;

/** `data/machines/workloads.yaml` */
export const Workloads = z.strictObject({
  hostPlaces: z.array(Name).min(1),
  axes: z.record(z.string(), AxisEntry),
  workloads: z.array(WorkloadEntry).min(1),
});
export type Workloads = z.infer<typeof Workloads>;
