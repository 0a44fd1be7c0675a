import { Draft } from './draft.ts';
import { blockLine } from './geometry.ts';
import { count, type Machine, type World } from './machine.ts';
import { type Purpose, specifiedHash } from './specification.ts';
import { visibleIn } from './visible.ts';

/**
 * Runs one metadata transaction on the buffer cache. It is atomic in memory; nothing reaches the
 * device until a force (`xfs_trans_commit` inserts into the CIL, `jbd2_journal_stop` closes a handle).
 *
 * @param files Mask of the files whose fsync must wait for it.
 * @param purpose What it must come to: `as it comes` where only its cost matters, null for a part that must
 *   never be seen without the rest.
 */
export function transact(
  world: World,
  machine: Machine,
  files: number,
  purpose: Purpose | 'as it comes' | null,
  body: (draft: Draft) => void,
): Machine {
  const { geometry: g } = world;
  // In-place without ordering knows nothing of busy blocks, like ext2.
  const waits = world.discipline !== 'in-place-unordered' && world.bug !== 'reuse-before-commit';
  const busy = new Set(waits ? machine.busy : []);
  const draft = new Draft(g, world.contents, machine.buffers, busy, world.bug);
  body(draft);
  const gone = new Set(
    [...draft.freed].flatMap((block) =>
      Array.from({ length: g.blockLines }, (_, i) => blockLine(g, block) + i),
    ),
  );
  // A freed block's buffer is forgotten, or it would be written over its next owner's data
  // (`jbd2_journal_forget`, `xfs_trans_binval`).
  const kept = (line: number) => !gone.has(line);
  const dirty = [...new Set([...machine.dirty, ...draft.changed])].filter(kept);
  // Only tree blocks have buffers; replay never touches data blocks, which need no revoke.
  const trees = [...draft.freed].filter((block) => draft.buffers[blockLine(g, block)] !== 0);
  for (const line of gone) draft.buffers[line] = 0;
  const { history } = machine.promises;
  const specified = purpose === null ? [] : [outcome(world, machine, purpose, draft)];
  const next: Machine = {
    ...machine,
    buffers: draft.buffers,
    dirty: dirty.sort((a, b) => a - b),
    fresh: [...new Set([...machine.fresh, ...draft.allocated])].filter((b) => !draft.freed.has(b)),
    revoked: [...new Set([...machine.revoked, ...trees])].filter(
      (block) => world.bug === 'revoke-not-cancelled' || !draft.allocated.has(block),
    ),
    busy: [...new Set([...machine.busy, ...draft.freed])].sort((a, b) => a - b),
    logged:
      world.bug === 'forgotten-before-commit'
        ? machine.logged.filter(([line]) => kept(line))
        : machine.logged,
    pinned: machine.pinned | files,
    promises: {
      ...machine.promises,
      history: [...history, ...specified],
    },
  };
  return count(next, { transactions: 1 });
}

/** The hash that recovery may come back with once this transaction is committed. */
function outcome(
  world: World,
  machine: Machine,
  purpose: Purpose | 'as it comes',
  draft: Draft,
): number {
  const after = visibleIn(world, draft.buffers);
  if (purpose === 'as it comes') return after.hash;
  return specifiedHash(world, visibleIn(world, machine.buffers), purpose, after);
}

/** The buffer cache as a transaction would see it, for reading. */
export function draftOf(world: World, machine: Machine): Draft {
  return new Draft(world.geometry, world.contents, machine.buffers, new Set(machine.busy));
}
