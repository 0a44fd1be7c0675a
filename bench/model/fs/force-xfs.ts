import { chunks } from '../../../data/schema/chunks.ts';
import { fenceStep, type Write, writeSteps } from './device.ts';
import type { WrittenLog } from './force-wal.ts';
import type { Machine, Step, World } from './machine.ts';
import {
  dataSectors,
  encodeRecord,
  maxBuffers,
  maxDataSectors,
  ringSectors,
} from './xfs-record.ts';

/**
 * Writes a checkpoint of the log as records, each from one log buffer. Where it takes several, all but the one
 * with the commit are written at once, and that one after them (`xlog_cil_push_work` waits for the buffers before
 * the commit's, which is written with REQ_PREFLUSH and REQ_FUA).
 */
export function writeRecords(
  world: World,
  machine: Machine,
  payload: readonly Write[],
  cancelled: readonly number[],
): WrittenLog {
  const { geometry: g, contents } = world;
  const ring = ringSectors(g);
  const buffers = chunks(dataSectors(payload, cancelled), maxDataSectors);
  const sectors = buffers.reduce((sum, data) => sum + 1 + data.length, 0);
  if (sectors > ring / 2) throw new Error('a transaction exceeds half the log');
  // A head that meets the tail would be that of an empty log (`xlog_recover`).
  const full = machine.logHead + sectors - machine.logTail >= ring;
  const emptied = full && world.bug !== 'log-wraps-unchecked';
  const tail = emptied ? machine.logHead : machine.logTail;
  let position = machine.logHead;
  const records = buffers.map((data) => {
    const record = encodeRecord(contents, g, {
      position,
      tail,
      transaction: machine.sequence,
      data,
      restamped: world.bug !== 'split-record-keeps-cycle',
      checked: true,
    });
    position += 1 + data.length;
    return record.filter(([line, content]) => !holds(machine, line, content));
  });
  return {
    full,
    steps: recordSteps(world, records),
    head: position,
    lines: records.flat().length,
  };
}

/**
 * A buffer that goes on at the start of the log is written by two requests (`xlog_write_iclog`). That with the commit
 * has REQ_FUA, so that the pmem driver fences the first before it writes the second (`pmem_submit_bio`); the others
 * have not.
 */
function recordSteps(world: World, records: readonly (readonly Write[])[]): Step[] {
  const before = records.slice(0, -1);
  const commit = records.at(-1) ?? [];
  const start = commit[0]?.[0] ?? 0;
  const parts = [
    commit.filter(([line]) => line >= start),
    commit.filter(([line]) => line < start),
  ].filter((part) => part.length > 0);
  const ordered = atOnce(before).flatMap((writes) => [
    ...writeSteps(world, 'Log buffers of the checkpoint before its last are written.', writes),
    fenceStep(world, 'The next log buffer waits for them.'),
  ]);
  const ending = (at: number) =>
    world.bug === 'force-ends-early' && at === parts.length - 1
      ? []
      : [fenceStep(world, 'The fence ends the log write.')];
  return [
    ...ordered,
    ...parts.flatMap((part, at) => [
      ...writeSteps(world, 'The log buffer with the commit is written.', part),
      ...ending(at),
    ]),
  ];
}

/** Writes that are under way together: a buffer more waits for one to become free (`xlog_state_get_iclog_space`). */
const atOnce = (records: readonly (readonly Write[])[]): Write[][] =>
  chunks(records, maxBuffers).map((some) => some.flat());

/** Whether the line holds this for certain, so that a crash cannot tell whether it is written again. */
function holds({ memory }: Machine, line: number, content: number): boolean {
  const versions = memory.lines[line]?.versions;
  return versions?.length === 1 && versions[0] === content;
}
