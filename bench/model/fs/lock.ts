import type { Machine, Step, World } from './machine.ts';

/** Index of the lock that lets one log force run at a time (`j_checkpoint_mutex`, `xc_ctx_lock`). */
export const logLock = (world: World): number => world.geometry.files;

export function acquire(lock: number, text: string): Step {
  return {
    key: `lock ${lock}`,
    mover: 'right',
    text,
    ready: (machine) => machine.locks[lock] === -1 && !machine.sharers[lock],
    run: (machine, actor) => ({ ...machine, locks: machine.locks.with(lock, actor) }),
  };
}

export function release(lock: number, text: string): Step {
  return {
    key: `unlock ${lock}`,
    mover: 'left',
    text,
    run: (machine): Machine => ({ ...machine, locks: machine.locks.with(lock, -1) }),
  };
}

/** As faults take a file's lock: beside one another, never beside an operation (`filemap_invalidate_lock_shared`). */
export function acquireShared(file: number, text: string): Step {
  return {
    key: `lock shared ${file}`,
    mover: 'right',
    text,
    ready: (machine) => machine.locks[file] === -1,
    run: (machine) => withSharers(machine, file, 1),
  };
}

export function releaseShared(file: number, text: string): Step {
  return {
    key: `unlock shared ${file}`,
    mover: 'left',
    text,
    run: (machine) => withSharers(machine, file, -1),
  };
}

function withSharers(machine: Machine, file: number, more: number): Machine {
  const sharers = machine.sharers.with(file, (machine.sharers[file] ?? 0) + more);
  return { ...machine, sharers };
}
