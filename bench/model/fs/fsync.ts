import { fence } from '../px86/persistence.ts';
import { forceSteps } from './force.ts';
import { count, prepend, type Step, type World } from './machine.ts';
import { writeBackSteps } from './write-back.ts';

/**
 * fsync and msync(MS_SYNC): writes back every dirty page, then forces the log if the inode has changes there
 * (`xfs_file_fsync`, `ext4_sync_file`). Neither takes a lock that keeps a second fsync of the file out.
 */
export function fsyncSteps(world: World, file: number): Step[] {
  const fenced: Step = {
    key: 'fsync fence',
    mover: 'left', // the locked instructions of the write-back have ended it already
    text: 'fsync waits for the write-backs with SFENCE.',
    run: (machine, actor) =>
      count({ ...machine, memory: fence(machine.memory, actor) }, { fences: 1 }),
  };
  return [
    ...writeBackSteps(world, { file, from: 0, to: world.geometry.fileBlocks }),
    ...(world.bug === 'fsync-fence-missing' ? [] : [fenced]),
    {
      key: `fsync log ${file}`,
      text: `fsync forces the log if file ${file} has changes there.`,
      run: (machine, actor) => {
        const skip = world.bug === 'fsync-force-missing' || (machine.pinned & (1 << file)) === 0;
        return skip ? machine : prepend(machine, actor, forceSteps(world));
      },
    },
  ];
}
