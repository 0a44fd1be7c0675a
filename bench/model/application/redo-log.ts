import type { Conditions } from '../../../data/schema/scope.ts';
import { lineBytes, pageBytes } from '../fs/page.ts';
import type { Act } from './act.ts';
import { type Application, numberOf } from './application.ts';

const pages = 64;
const logBytes = pages * pageBytes;

/**
 * A database's redo log of 256 KiB. A commit appends `batch` records of `size` bytes (group commit)
 * and a commit record of one line, in one go under a checksum (`commit: checksum`), or with the
 * records made durable before it (`commit: ordered`). One lap over the log is counted; where its
 * blocks are written beforehand it is the second lap, a recycled log.
 */
export const redoLog: Application = {
  layout: () => ({ files: 1, pages, blocks: pages + 40, creates: false }),
  *acts(setting) {
    if (setting['state'] === 'overwrite') yield* lap(setting);
    yield { kind: 'measure' };
    yield* lap(setting);
  },
};

function* lap(setting: Conditions): Generator<Act> {
  const records = numberOf(setting, 'size') * numberOf(setting, 'batch');
  const ordered = setting['commit'] === 'ordered';
  for (let at = 0; at + records + lineBytes <= logBytes; at += records + lineBytes) {
    const record = { file: 0, at, bytes: records };
    const commit = { file: 0, at: at + records, bytes: lineBytes };
    yield { kind: 'store', ...record };
    if (ordered) yield { kind: 'durable', parts: [record] };
    yield { kind: 'store', ...commit };
    yield { kind: 'durable', parts: ordered ? [commit] : [record, commit] };
    yield { kind: 'done', payload: records };
  }
}
