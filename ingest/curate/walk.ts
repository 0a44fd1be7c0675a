import { createInterface } from 'node:readline';
import type { Io } from '../../data/schema/command.ts';
import { type ExitCode, exitCode } from '../../data/schema/fault.ts';
import type { ReviewId, ThreadId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { bySalience } from '../salience/rank.ts';
import { help } from './acts.ts';
import { chosenClaims } from './choose.ts';
import { rejectedIds } from './rejections.ts';
import { type Desk, reviewFor } from './review.ts';
import { Sitting } from './sitting.ts';
import { readSkipped, writeSkipped } from './skipped.ts';

/**
 * Walks the proposals of a thread, the most salient first, an act a line; a script may write the lines.
 * What was accepted and rejected is in the files, what was left for later beside the store, so that
 * another sitting goes on where this one stops.
 * @param threadIn finds the thread in the store, or refuses its name
 */
export async function walk(
  desk: Desk,
  threadIn: (reader: StoreReader) => ThreadId,
  top: number | undefined,
  io: Io,
): Promise<ExitCode> {
  const reader = openReader(desk.store);
  const lines = createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const stop = () => lines.close();
  io.signal.addEventListener('abort', stop);
  try {
    const thread = threadIn(reader);
    const skipped = readSkipped(desk.store, thread);
    const pending = { rejected: rejectedIds(desk.root) };
    const queue = [...chosenClaims(reader, { thread, pending })]
      .filter(({ id }) => !skipped.has(id))
      .sort(bySalience)
      .slice(0, top);
    const [first] = queue;
    const message = first && reader.message(first.messageId);
    const review = message && reviewFor(desk, message, reader); // no review, no sitting
    const sitting = new Sitting(desk, reader, queue, skipped);
    io.err(queue.length === 0 ? 'nothing is left to review\n' : `${help}${sitting.shown()}`);
    if (queue.length > 0) {
      for await (const line of lines) {
        const { text, over } = sitting.take(line);
        io.err(text);
        writeSkipped(desk.store, thread, sitting.skipped);
        if (over) break;
      }
    }
    const { accepted, rejected, skipped: later } = sitting.counts;
    io.err(
      `${accepted} accepted, ${rejected} rejected, ${later} left for later; ${sitting.left} not seen\n`,
    );
    if (review && accepted + rejected > 0) io.err(next(review.id));
    return io.signal.aborted ? exitCode.interrupted : exitCode.done;
  } finally {
    io.signal.removeEventListener('abort', stop);
    lines.close();
    reader.close();
  }
}

/** What comes after a sitting that wrote something. */
const next = (review: ReviewId) =>
  `claims are in data/claims/${review}/, what was turned down in data/rejections/${review}.yaml\nnext: ./warrant check, then ./warrant site build\n`;
