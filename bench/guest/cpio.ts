/** A file of an initramfs: path without a leading slash; folders have no data. */
export interface CpioEntry {
  readonly path: string;
  /** File type and permission bits as in stat(2), such as 0o100755. */
  readonly mode: number;
  readonly data: Uint8Array;
  /** Device numbers of a special file. */
  readonly device?: readonly [major: number, minor: number];
}

export const folderMode = 0o040755;
export const fileMode = 0o100755;
export const linkMode = 0o120777;

/**
 * An archive in the "newc" format that the kernel unpacks (Documentation/driver-api/early-userspace/
 * buffer-format.rst). No time, owner or inode number of this machine enters, so the same entries
 * always give the same bytes.
 */
export function cpio(entries: readonly CpioEntry[]): Buffer {
  const pieces = entries.map((entry, index) => member(entry, index + 1));
  const trailer = member({ path: 'TRAILER!!!', mode: 0, data: new Uint8Array() }, 0);
  return Buffer.concat([...pieces, trailer]);
}

function member(entry: CpioEntry, inode: number): Buffer {
  const name = Buffer.from(`${entry.path}\0`);
  const [major, minor] = entry.device ?? [0, 0];
  const links = entry.mode === folderMode ? 2 : 1;
  const fields = [
    inode,
    entry.mode,
    0, // uid
    0, // gid
    links,
    0, // mtime
    entry.data.length,
    0, // device of the archive
    0,
    major,
    minor,
    name.length,
    0, // checksum, used by another variant of the format
  ];
  const header = Buffer.from(
    `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`,
  );
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(entry.data)]);
}

function padded(data: Uint8Array): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}
