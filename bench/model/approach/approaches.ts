import { fsyncSteps } from '../fs/fsync.ts';
import { flushSteps } from '../fs/user.ts';
import type { Approach } from './approach.ts';
import { UnknownValue } from './unknown-value.ts';

/** An ordinary mapping of a file, whose program flushes from user space. */
const flushing = {
  file: () => 0,
  mapping: () => ({ sync: false, flag: false }),
  sealed: false,
  makeDurable: flushSteps,
} satisfies Omit<Approach, 'id'>;

/** The kernel does it all: write-protects and flushes dirty pages, then forces the log. */
export const fsync: Approach = {
  ...flushing,
  id: 'fsync',
  makeDurable: (world, cells) =>
    [...new Set(cells.map(({ file }) => file))].flatMap((file) => fsyncSteps(world, file)),
};

const approaches: readonly Approach[] = [
  fsync,
  // The fault makes the block's metadata durable, the program its data. With `faultSync` off this is
  // the program that flushes from user space on an ordinary mapping.
  { ...flushing, id: 'map-sync', mapping: (world) => ({ sync: world.faultSync, flag: false }) },
  // A fixed range of the device (device-dax, dm-linear): no metadata can move, the program flushes.
  { ...flushing, id: 'static-chunk', file: (world) => world.geometry.files },
  // A file allocated, zeroed and synced before its block map is sealed; operations on it get EPERM.
  { ...flushing, id: 'immutable-file', sealed: true },
  // The fault sets a persistent flag in the block's extent and waits for the log; from then on the
  // block needs no fsync, whoever writes to it.
  { ...flushing, id: 'block-flag', mapping: () => ({ sync: true, flag: true }) },
];

/** The approach with this id; throws `UnknownValue` for another. */
export function approachOf(id: string): Approach {
  const found = approaches.find((approach) => approach.id === id);
  if (found) return found;
  throw new UnknownValue(
    ['parameters', 'approach'],
    id,
    approaches.map((approach) => approach.id),
  );
}
