import { forceSteps } from './force.ts';
import { fenced, prepend, type Step, type World } from './machine.ts';
import { writeBackSteps } from './write-back.ts';

/**
 * fsync and msync(MS_SYNC): writes back every dirty page, then forces the log if the inode has changes there
 * (`xfs_file_fsync`, `ext4_sync_file`). Neither takes a lock that keeps a second fsync of the file out.
 */
export function fsyncSteps(world: World, file: number): Step[] {
  const sfence: Step = {
    key: 'fsync fence',
    mover: 'left', // the locked instructions of the write-back have ended it already
    text: 'fsync waits for the write-backs with SFENCE.',
    run: fenced,
  };
  return [
    ...writeBackSteps(world, { file, from: 0, to: world.geometry.fileBlocks }),
    ...(world.bug === 'fsync-fence-missing' ? [] : [sfence]),
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
