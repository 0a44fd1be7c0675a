import type { ContentId } from './contents.ts';
import type { World } from './machine.ts';
import { View } from './view.ts';
import { Walk } from './walk.ts';

/** What a reader of these buffers finds, walked as recovery walks an image. */
export function visibleIn(world: World, buffers: readonly ContentId[]): Walk {
  const view = new View(world.geometry, world.contents);
  view.load(buffers, [], true);
  const walk = new Walk(world.geometry);
  walk.run(view);
  return walk;
}
