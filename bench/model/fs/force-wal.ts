import type { ContentId } from './contents.ts';
import { fenceStep, type Write, writeSteps } from './device.ts';
import type { Captured } from './force.ts';
import { writeTransaction } from './force-jbd2.ts';
import { writeRecords } from './force-xfs.ts';
import { blockLine } from './geometry.ts';
import { count, type Machine, type Step, type World } from './machine.ts';

/** What a write of the log comes to. */
export interface WrittenLog {
  /** Whether what is logged must be written home first, for want of room. */
  readonly full: boolean;
  readonly steps: readonly Step[];
  /** Where the log's head is afterwards, in the journal's own units. */
  readonly head: number;
  readonly lines: number;
}

/** Writes the captured lines to the log as one transaction. */
export function walSteps(world: World, machine: Machine, captured: Captured): Step[] {
  const payload = captured.dirty.map((line) => [line, machine.buffers[line] ?? 0] as const);
  const revokes = captured.revoked.map((block) => blockLine(world.geometry, block));
  const { sequence } = machine;
  const write = world.journal === 'xfs' ? writeRecords : writeTransaction;
  const { full, steps, head, lines } = write(world, machine, payload, revokes);
  return [
    ...(full && world.bug !== 'log-wraps-unchecked'
      ? checkpointSteps(world, machine.logged, sequence)
      : []),
    ...early(world, payload),
    ...steps,
    {
      key: `logged ${sequence}`,
      mover: 'left',
      text: `Transaction ${sequence} is in the log.`,
      run: (m) =>
        count(
          {
            ...m,
            logHead: head,
            sequence: sequence + 1,
            logged: newest([...m.logged, ...payload]),
          },
          { journalLines: lines },
        ),
    },
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
  const home = writeSteps(world, 'The checkpoint writes logged lines home.', logged);
  return [
    ...home,
    ...(world.bug === 'tail-before-home'
      ? []
      : [fenceStep(world, 'The fence makes the home lines durable.')]),
    ...tailSteps(world, sequence),
    {
      key: `checkpointed ${sequence}`,
      mover: 'left',
      text: 'The log is empty again.',
      run: (m) =>
        count(
          world.journal === 'xfs'
            ? { ...m, logTail: m.logHead, logged: [] }
            : { ...m, logHead: 0, logged: [] },
          { homeLines: logged.length + 1 },
        ),
    },
  ];
}

/** jbd2 writes the tail into its superblock; with XFS the header of the next record says where it is. */
function tailSteps(world: World, sequence: number): Step[] {
  if (world.journal === 'xfs') return [];
  const tail = world.contents.intern([0, sequence]);
  return [
    ...writeSteps(world, 'The log tail moves past them.', [[0, tail]]),
    fenceStep(world, 'The fence makes the new tail durable.'),
  ];
}

function newest(writes: readonly (readonly [number, ContentId])[]): Write[] {
  return [...new Map(writes)].sort(([a], [b]) => a - b);
}
