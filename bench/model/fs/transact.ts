import { Draft } from './draft.ts';
import { blockLine } from './geometry.ts';
import { count, type Machine, type World } from './machine.ts';
import { mappingHash } from './mapping-hash.ts';

/**
 * Runs one metadata transaction on the buffer cache. It is atomic in memory; nothing reaches the
 * device until a force (`xfs_trans_commit` inserts into the CIL, `jbd2_journal_stop` closes a handle).
 *
 * @param files Mask of the files whose fsync must wait for it.
 */
export function transact(
  world: World,
  machine: Machine,
  files: number,
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
  const next: Machine = {
    ...machine,
    buffers: draft.buffers,
    dirty: dirty.sort((a, b) => a - b),
    fresh: [...new Set([...machine.fresh, ...draft.allocated])].filter((b) => !draft.freed.has(b)),
    revoked: [...new Set([...machine.revoked, ...trees])].filter(
      (block) => !draft.allocated.has(block),
    ),
    busy: [...new Set([...machine.busy, ...draft.freed])].sort((a, b) => a - b),
    logged:
      world.bug === 'forgotten-before-commit'
        ? machine.logged.filter(([line]) => kept(line))
        : machine.logged,
    pinned: machine.pinned | files,
    promises: {
      ...machine.promises,
      history: [...machine.promises.history, mappingHash(world, draft.buffers)],
    },
  };
  return count(next, { transactions: 1 });
}
