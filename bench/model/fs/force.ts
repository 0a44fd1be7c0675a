import { cowSteps } from './force-cow.ts';
import { inPlaceSteps } from './force-in-place.ts';
import { walSteps } from './force-wal.ts';
import { blockLine } from './geometry.ts';
import { acquire, logLock, release } from './lock.ts';
import { count, type Machine, prepend, type Step, type World } from './machine.ts';

/** What a force took: later transactions are not in it. */
export interface Captured {
  readonly dirty: readonly number[];
  readonly fresh: readonly number[];
  readonly revoked: readonly number[];
  readonly busy: readonly number[];
  readonly pinned: number;
  readonly history: number;
}

/**
 * Makes every transaction committed so far durable (`xfs_log_force_seq`, `jbd2_complete_transaction`;
 * a sync of dirty buffers in place; a root flip). Does nothing where nothing is dirty, but waits
 * for a force that is under way.
 */
export function forceSteps(world: World): Step[] {
  return [
    acquire(logLock(world), 'The kernel takes the log for a force.'),
    {
      key: 'capture',
      text: 'The force captures every transaction committed so far.',
      run: (machine, actor) => capture(world, machine, actor),
    },
    release(logLock(world), 'The force is over.'),
  ];
}

function capture(world: World, machine: Machine, actor: number): Machine {
  if (machine.dirty.length === 0 && machine.revoked.length === 0) return machine;
  const captured: Captured = {
    dirty: machine.dirty,
    fresh: machine.fresh,
    revoked: machine.revoked,
    busy: machine.busy,
    pinned: machine.pinned,
    history: machine.promises.history.length - 1,
  };
  const revoked = world.bug === 'revoke-not-cancelled' ? machine.revoked : [];
  const taken = count({ ...machine, dirty: [], fresh: [], revoked }, { logForces: 1 });
  return prepend(taken, actor, [
    ...deviceSteps(world, machine, captured),
    complete(world, captured),
  ]);
}

function deviceSteps(world: World, machine: Machine, captured: Captured): Step[] {
  switch (world.discipline) {
    case 'wal':
      return walSteps(world, machine, captured);
    case 'cow':
      return cowSteps(world, machine, captured);
    default:
      return inPlaceSteps(world, machine, captured);
  }
}

/** Blocks freed before the capture may be reused; files unchanged since it are clean. */
function complete(world: World, captured: Captured): Step {
  return {
    key: `forced ${captured.history}`,
    text: 'Everything captured is durable; blocks that it freed may be given out again.',
    run: (machine) => {
      const clean = machine.promises.history.length - 1 === captured.history;
      return {
        ...machine,
        busy: machine.busy.filter((block) => !captured.busy.includes(block)),
        logged: world.discipline === 'wal' ? forgotten(world, machine, captured) : machine.logged,
        pinned: clean ? machine.pinned & ~captured.pinned : machine.pinned,
        promises: {
          ...machine.promises,
          durable: Math.max(machine.promises.durable, captured.history),
        },
      };
    },
  };
}

/**
 * A tree block stays to be checkpointed until its freeing is durable: before that, recovery still
 * reads it. After that it must never be written home again (`jbd2_journal_forget`, BH_Freed).
 */
function forgotten(world: World, machine: Machine, captured: Captured): Machine['logged'] {
  const { geometry: g } = world;
  const gone = new Set(captured.revoked.map((block) => blockLine(g, block)));
  return machine.logged.filter(
    ([line]) => !gone.has(line - ((line - g.blockStart) % g.blockLines)),
  );
}
