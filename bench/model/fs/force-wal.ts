import type { ContentId } from './contents.ts';
import { fenceStep, type Write, writeSteps } from './device.ts';
import type { Captured } from './force.ts';
import { blockLine } from './geometry.ts';
import { encodeTransaction } from './log-format.ts';
import { count, type Machine, type Step, type World } from './machine.ts';

/**
 * Writes the captured lines to the log as one transaction. `jbd2_journal_commit_transaction` waits
 * for descriptor and payload before it writes the commit block; XFS writes the checkpoint and its
 * commit record into one log buffer, whose checksum tells a torn write (`xlog_recover_process`).
 */
export function walSteps(world: World, machine: Machine, captured: Captured): Step[] {
  const payload = captured.dirty.map((line) => [line, machine.buffers[line] ?? 0] as const);
  const revokes = captured.revoked.map((block) => blockLine(world.geometry, block));
  const { sequence } = machine;
  const lines = encodeTransaction(world.contents, sequence, payload, revokes);
  const room = world.geometry.logLines - machine.logHead;
  const full = lines.length > room;
  if (lines.length > world.geometry.logLines) throw new Error('a transaction exceeds the log');
  const head = full ? 0 : machine.logHead;
  const writes = lines.map((content, i): Write => [world.geometry.logStart + head + i, content]);
  return [
    ...(full && world.bug !== 'log-wraps-unchecked'
      ? checkpointSteps(world, machine.logged, sequence)
      : []),
    ...early(world, payload),
    ...logSteps(world, writes),
    {
      key: `logged ${sequence}`,
      mover: 'left',
      text: `Transaction ${sequence} is in the log.`,
      run: (m) =>
        count(
          {
            ...m,
            logHead: head + lines.length,
            sequence: sequence + 1,
            logged: newest([...m.logged, ...payload]),
          },
          { journalLines: lines.length },
        ),
    },
  ];
}

function logSteps(world: World, writes: readonly Write[]): Step[] {
  const write = (text: string, of: readonly Write[]) => writeSteps(world, text, of);
  const end =
    world.bug === 'force-ends-early' ? [] : [fenceStep(world, 'The fence ends the log write.')];
  if (world.journal === 'xfs' || world.bug === 'commit-before-log') {
    return [...write('The log buffer is written, commit record and all.', writes), ...end];
  }
  return [
    ...write('Descriptor and payload are written to the log.', writes.slice(0, -1)),
    fenceStep(world, 'The fence orders them before the commit record.'),
    ...write('The commit record is written.', writes.slice(-1)),
    ...end,
  ];
}

/** Pinned buffers stay in memory until their transaction is in the log, unless the bug is planted. */
function early(world: World, payload: readonly Write[]): Step[] {
  if (world.bug !== 'home-before-log') return [];
  return writeSteps(world, 'A metadata line goes home before its transaction.', payload);
}

/**
 * Writes logged lines home, then moves the log's tail past them
 * (`jbd2_log_do_checkpoint` and `jbd2_cleanup_journal_tail`, `xfsaild_push`).
 */
export function checkpointSteps(world: World, logged: readonly Write[], sequence: number): Step[] {
  const tail = world.contents.intern([0, sequence]);
  const home = writeSteps(world, 'The checkpoint writes logged lines home.', logged);
  return [
    ...home,
    ...(world.bug === 'tail-before-home'
      ? []
      : [fenceStep(world, 'The fence makes the home lines durable.')]),
    ...writeSteps(world, 'The log tail moves past them.', [[0, tail]]),
    fenceStep(world, 'The fence makes the new tail durable.'),
    {
      key: `checkpointed ${sequence}`,
      mover: 'left',
      text: 'The log is empty again.',
      run: (m) => count({ ...m, logHead: 0, logged: [] }, { homeLines: logged.length + 1 }),
    },
  ];
}

function newest(writes: readonly (readonly [number, ContentId])[]): Write[] {
  return [...new Map(writes)].sort(([a], [b]) => a - b);
}
