import type { ByteStream } from './byte-stream.ts';
import { type ContentKind, contentItems } from './content.ts';
import type { RawItem } from './raw.ts';

/** A kind whose mail can be read from a stream of bytes. */
export type StreamKind = ContentKind | 'tar';

/** The mail in a stream of bytes of a known kind, and why the stream ended early where it did. */
export async function* streamItems(
  kind: StreamKind,
  stream: ByteStream,
  where: string,
): AsyncIterable<RawItem> {
  if (kind !== 'tar') return yield* contentItems(kind, stream, where);
  const { tarItems } = await import('./tar.ts');
  yield* tarItems(stream.chunks(), where, () => stream.done);
  if (stream.fault) yield { kind: 'rejected', where, reason: stream.fault };
}
