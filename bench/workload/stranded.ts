import { randomIntegers } from '../model/latency/prng.ts';

/** Sizes in MiB that the tenants of a device ask for, by the value of the axis `tenants`. */
const tenants: Readonly<Record<string, (random: (below: number) => number) => number>> = {
  /** Databases: 1 to 16 GiB each. */
  databases: (random) => 1024 * (1 + random(16)),
  /** Queues and caches: 16 to 512 MiB each. */
  services: (random) => 16 * (1 + random(32)),
  /** Files of users: 4 KiB to 4 MiB, small ones likelier. */
  files: (random) => 2 ** random(11) / 256,
};

/** A device of 768 GiB: six Optane modules of 128 GB, as in Yang et al., FAST 2020. */
const deviceMiB = 768 * 1024;

/**
 * The share of a device that tenants hold but do not use, when it is handed out in static chunks of
 * one size and each tenant grows from nothing to what it asks for at random: a chunk belongs to its
 * tenant as a whole, used or not. With blocks of 4 KiB the same is under 2 KiB a tenant.
 */
export function strandedShare(kind: string, chunkMiB: number, seed: number): number {
  const size = tenants[kind];
  if (!size) throw new Error(`no such tenants: ${kind}`);
  const random = randomIntegers(seed);
  let [held, used] = [0, 0];
  // Small files would fill the device one by one; a hundred thousand of them tell as much.
  for (let tenant = 0; tenant < 100_000; tenant++) {
    const grown = (size(random) * (1 + random(100))) / 100;
    const chunks = Math.max(1, Math.ceil(grown / chunkMiB)) * chunkMiB;
    if (held + chunks > deviceMiB) break;
    held += chunks;
    used += grown;
  }
  return held === 0 ? 1 : 1 - used / held;
}
