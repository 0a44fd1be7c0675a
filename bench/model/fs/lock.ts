import type { Machine, Step, World } from './machine.ts';

/** Index of the lock that lets one log force run at a time (`j_checkpoint_mutex`, `xc_ctx_lock`). */
export const logLock = (world: World): number => world.geometry.files;

export function acquire(lock: number, text: string): Step {
  return {
    key: `lock ${lock}`,
    text,
    ready: (machine) => machine.locks[lock] === -1,
    run: (machine, actor) => ({ ...machine, locks: machine.locks.with(lock, actor) }),
  };
}

export function release(lock: number, text: string): Step {
  return {
    key: `unlock ${lock}`,
    text,
    run: (machine): Machine => ({ ...machine, locks: machine.locks.with(lock, -1) }),
  };
}
