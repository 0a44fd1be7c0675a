import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ClaimId, type ThreadId } from '../../data/schema/ids.ts';

/**
 * Proposals that a reviewer left for another time, so that a sitting goes on where it stopped. They lie
 * beside the store: they say nothing of the claims, and may be lost with it.
 */
const fileOf = (store: string, thread: ThreadId) =>
  join(dirname(store), 'sittings', `${thread}.json`);

export function readSkipped(store: string, thread: ThreadId): ReadonlySet<ClaimId> {
  const file = fileOf(store, thread);
  if (!existsSync(file)) return new Set();
  try {
    return new Set(z.array(ClaimId).parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return new Set(); // a note cut short costs a second look, no more
  }
}

export function writeSkipped(store: string, thread: ThreadId, ids: ReadonlySet<ClaimId>): void {
  const file = fileOf(store, thread);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify([...ids].sort())}\n`);
}
