import type { Approach } from './approach.ts';
import { blockFlag } from './block-flag.ts';
import { fsync } from './fsync.ts';
import { immutableFile } from './immutable-file.ts';
import { mapSync } from './map-sync.ts';
import { staticChunk } from './static-chunk.ts';
import { UnknownValue } from './unknown-value.ts';

const approaches: readonly Approach[] = [fsync, mapSync, staticChunk, immutableFile, blockFlag];

/** The approach with this id; throws `UnknownValue` for another. */
export function approachOf(id: string): Approach {
  const found = approaches.find((approach) => approach.id === id);
  if (!found) {
    throw new UnknownValue(
      ['parameters', 'approach'],
      id,
      approaches.map((approach) => approach.id),
    );
  }
  return found;
}
