import { ReadableStream } from 'node:stream/web';
import { createTarDecoder } from 'modern-tar';
import { messageOf, visible } from '../../data/schema/fault.ts';
import { BombGuard } from './byte-stream.ts';
import { memberItems } from './member.ts';
import type { RawItem } from './raw.ts';

/** The mail in a tar archive, member by member; its stream may be compressed. */
export async function* tarItems(
  chunks: AsyncIterable<Buffer>,
  location: string,
  consumed: () => number,
): AsyncIterable<RawItem> {
  const entries = ReadableStream.from(chunks).pipeThrough(
    createTarDecoder({ strict: true }) as never,
  ) as ReadableStream<{
    header: { name: string; type?: string; size: number };
    body: ReadableStream<Uint8Array>;
  }>;
  const bomb = new BombGuard(consumed);
  try {
    for await (const { header, body } of entries) {
      const where = `${location}, ${visible(header.name)}`;
      if (header.type === undefined || header.type === 'file') {
        yield* memberItems(body, header.name, where, bomb);
      } else {
        if (header.type !== 'directory')
          yield { kind: 'rejected', where, reason: `a ${header.type}; not followed` };
        await body.cancel();
      }
    }
  } catch (caught) {
    yield { kind: 'rejected', where: location, reason: `tar breaks here (${messageOf(caught)})` };
  }
}
