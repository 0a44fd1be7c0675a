import { closeSync, openSync } from 'node:fs';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { messageOf, visible } from '../../data/schema/fault.ts';
import { BombGuard } from './byte-stream.ts';
import { memberItems } from './member.ts';
import type { RawItem } from './raw.ts';

/** The mail in a zip archive, member by member. `size` is the archive's own, in bytes. */
export async function* zipItems(
  file: string,
  location: string,
  size: number,
): AsyncIterable<RawItem> {
  const bomb = new BombGuard(() => size);
  const fd = openSync(file, 'r');
  try {
    // Nothing is unpacked to a path of its name, so that a name may be anything.
    const zip = await fromFdPromise(fd, {
      autoClose: false,
      lazyEntries: true,
      decodeStrings: false,
    });
    for await (const entry of zip.eachEntry()) yield* entryItems(zip, entry, location, bomb);
  } catch (caught) {
    yield { kind: 'rejected', where: location, reason: `zip breaks here (${messageOf(caught)})` };
  } finally {
    closeSync(fd);
  }
}

async function* entryItems(
  zip: ZipFile,
  entry: Entry,
  location: string,
  bomb: BombGuard,
): AsyncIterable<RawItem> {
  const name = Buffer.from(entry.fileName).toString('utf8');
  if (name.endsWith('/')) return;
  const where = `${location}, ${visible(name)}`;
  if (entry.isEncrypted()) {
    yield { kind: 'rejected', where, reason: 'encrypted; unpack the archive first' };
    return;
  }
  try {
    yield* memberItems(await zip.openReadStreamPromise(entry), name, where, bomb);
  } catch (caught) {
    yield { kind: 'rejected', where, reason: `zip breaks in it (${messageOf(caught)})` };
  }
}
