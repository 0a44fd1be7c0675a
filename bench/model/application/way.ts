import type { Conditions } from '../../../data/schema/scope.ts';
import { approachOf } from '../approach/approaches.ts';
import type { Bug } from '../fs/bug.ts';
import type { World } from '../fs/machine.ts';
import type { Mapping } from '../fs/mapping.ts';

/** What of an approach decides how acts are carried out. */
export interface Way {
  /** The program works in a static chunk: no file system below it. */
  readonly chunk: boolean;
  /** Files are fully allocated and sealed before use. */
  readonly sealed: boolean;
  /** Durability is a system call for each file; else CLWB and SFENCE. */
  readonly bySystemCall: boolean;
  readonly mapping: Mapping;
  readonly bug: Bug | null;
}

export function wayOf(setting: Conditions, world: World): Way {
  const approach = approachOf(String(setting['approach']));
  return {
    chunk: approach.file(world) === world.geometry.files,
    sealed: approach.sealed,
    bySystemCall: approach.id === 'fsync',
    mapping: approach.mapping(world),
    bug: world.bug,
  };
}
