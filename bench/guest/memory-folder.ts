import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const shared = '/dev/shm';

/** A folder in memory with room for some bytes, or the one for temporary files: a container may have none. */
export function memoryFolder(bytes: number): string {
  try {
    const { bavail, bsize } = statfsSync(shared);
    return bavail * bsize > 2 * bytes ? shared : tmpdir();
  } catch {
    return tmpdir();
  }
}
