import { fenceStep, type Write, writeSteps } from './device.ts';
import type { WrittenLog } from './force-wal.ts';
import { encodeTransaction } from './log-format.ts';
import type { Machine, Step, World } from './machine.ts';

/**
 * Writes a transaction to the log. `jbd2_journal_commit_transaction` waits for descriptor and payload before it
 * writes the commit block. One that does not fit before the end begins at the start.
 */
export function writeTransaction(
  world: World,
  machine: Machine,
  payload: readonly Write[],
  revokes: readonly number[],
): WrittenLog {
  const { geometry: g } = world;
  const lines = encodeTransaction(world.contents, machine.sequence, payload, revokes);
  if (lines.length > g.logLines) throw new Error('a transaction exceeds the log');
  const full = lines.length > g.logLines - machine.logHead;
  const head = full ? 0 : machine.logHead;
  const writes = lines.map((content, i): Write => [g.logStart + head + i, content]);
  return {
    full,
    steps: transactionSteps(world, writes),
    head: head + lines.length,
    lines: lines.length,
  };
}

function transactionSteps(world: World, writes: readonly Write[]): Step[] {
  const write = (text: string, of: readonly Write[]) => writeSteps(world, text, of);
  const end =
    world.bug === 'force-ends-early' ? [] : [fenceStep(world, 'The fence ends the log write.')];
  if (world.bug === 'commit-before-log') {
    return [...write('The log buffer is written, commit record and all.', writes), ...end];
  }
  return [
    ...write('Descriptor and payload are written to the log.', writes.slice(0, -1)),
    fenceStep(world, 'The fence orders them before the commit record.'),
    ...write('The commit record is written.', writes.slice(-1)),
    ...end,
  ];
}
