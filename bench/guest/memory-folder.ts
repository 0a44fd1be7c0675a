import { mkdtempSync, readdirSync, readlinkSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const shared = '/dev/shm';

/**
 * A new folder in memory, or among temporary files where memory lacks room for some bytes: a container may have none. It
 * bears the number of this process, so that another can tell whether anybody still uses it; those of processes that
 * were killed go now.
 * @param kind What it is for, a word.
 */
export function memoryFolder(kind: string, bytes: number): string {
  const place = hasRoom(bytes) ? shared : tmpdir();
  sweep(place);
  return mkdtempSync(join(place, `${prefix()}-${process.pid}-${kind}-`));
}

function hasRoom(bytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(shared);
    return bavail * bsize > 2 * bytes;
  } catch {
    return false;
  }
}

/** Names the processes that count alike: a container may share this folder and number its own from 1. */
function prefix(): string {
  try {
    return `warrant-${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]}`;
  } catch {
    return 'warrant-0';
  }
}

/** Removes what processes of ours left that no longer run. */
export function sweep(place: string): void {
  const named = new RegExp(`^${prefix()}-(\\d+)-`);
  for (const name of readdirSync(place)) {
    const owner = Number(named.exec(name)?.[1]);
    if (!owner || isRunning(owner)) continue;
    const path = join(place, name);
    if (statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.())
      rmSync(path, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (refused) {
    return (refused as NodeJS.ErrnoException).code === 'EPERM';
  }
}
