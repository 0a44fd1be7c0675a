import { Fault, messageOf } from '../fault.ts';

/** What each class of SQLite's and the file system's errors means to a user; the first that fits counts. */
const classes: readonly (readonly [RegExp, Fault['exit'], string, string])[] = [
  [
    /^(?:SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_(?:WRITE|SHMSIZE|FSYNC|TRUNCATE))$/,
    'lacking',
    'the disk is full; what was committed before is intact',
    'free some space and run the same command again',
  ],
  [
    /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/,
    'lacking',
    'another process holds the store and did not let go within a minute',
    'wait until it has ended and run the same command again',
  ],
  [
    /^SQLITE_READONLY|^EROFS$|^EACCES$|^EPERM$/,
    'inputRefused',
    'the store is read-only',
    'make the file and its folder writable, or name another with --store',
  ],
  [
    /^SQLITE_NOTADB$/,
    'inputRefused',
    'not a store',
    'check the path given with --store, or delete the file and run ./warrant ingest again',
  ],
  [
    /^SQLITE_CORRUPT/,
    'inputRefused',
    'the store is damaged',
    'delete it and run ./warrant ingest again with its sources, which ./warrant check --store FILE lists',
  ],
  [
    /^SQLITE_CANTOPEN|^ENOTDIR$|^EISDIR$|^ENOENT$|^EEXIST$|^ELOOP$|^ENAMETOOLONG$/,
    'inputRefused',
    'cannot open the store',
    'check the path given with --store',
  ],
  [
    /^SQLITE_(?:NOMEM|NOLFS)|^ENOMEM$|^EMFILE$|^ENFILE$/,
    'lacking',
    'no memory or file handle is left for the store',
    'end other programs and run the same command again',
  ],
  [
    /^SQLITE_IOERR|^EIO$/,
    'lacking',
    'the disk does not read or write the store',
    'look into the log of the kernel (dmesg), or name a store on another disk with --store',
  ],
];

/**
 * What a user can do about an SQLite or file system error; anything that no state of a file explains
 * passes through as the bug it is.
 */
export function storeFault(caught: unknown, file: string): unknown {
  if (caught instanceof Fault) return caught;
  const code = codeOf(caught);
  const found = classes.find(([pattern]) => pattern.test(code));
  if (!found) return caught;
  const [, exit, what, next] = found;
  return new Fault(exit, `${file}: ${what} (${messageOf(caught)})`, next, caught);
}

/** Whether SQLite said it, whatever it means. */
export const isStoreError = (caught: unknown) => codeOf(caught).startsWith('SQLITE_');

/** @throws Fault where the name is that of a folder, a pipe or a device. */
export function refuseOther(file: string, isFile: boolean): void {
  if (isFile) return;
  const next = 'name the store file itself with --store';
  throw new Fault('inputRefused', `${file}: no file, and so no store`, next);
}

function codeOf(caught: unknown): string {
  if (typeof caught !== 'object' || caught === null || !('code' in caught)) return '';
  return typeof caught.code === 'string' ? caught.code : '';
}
