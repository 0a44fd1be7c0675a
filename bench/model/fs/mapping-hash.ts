import { View } from '../recovery/view.ts';
import { Walk } from '../recovery/walk.ts';
import type { ContentId } from './contents.ts';
import type { World } from './machine.ts';

/** The hash that `Walk` gives for the block maps in these buffers. */
export function mappingHash(world: World, buffers: readonly ContentId[]): number {
  const view = new View(world.geometry, world.contents);
  view.load(buffers, [], true);
  const walk = new Walk(world.geometry);
  walk.run(view);
  return walk.hash;
}
