import { sha256 } from '../../data/schema/hash.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import { href } from './href.ts';

/** A folder's name; file systems take 255 bytes. */
const longest = 200;

/**
 * The folder of a message's page: its Message-ID, as on lore. What a path, a link or a file system may take
 * for something else stands as `~XX`, its bytes in hexadecimal, so that no server decodes it a second time.
 * What is too long goes on as a hash.
 */
export function messageFolder(id: MessageId): string {
  const name = id
    .slice(1, -1)
    .replaceAll(/[^\w.@+=$-]/gu, escaped)
    .replace(/^\.|\.$|\.(?=html?$)/gi, escaped);
  return name.length <= longest
    ? name || '~'
    : `${name.slice(0, longest - 33)}~~${sha256(id).slice(0, 31)}`;
}

const escaped = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** The address that a message keeps, whatever becomes of its thread. */
export const permalink = (id: MessageId): string => href(`/m/${messageFolder(id)}/`);
