import { Fault, messageOf } from '../fault.ts';

/**
 * What a user can do about an SQLite or file system error: a full disk and a read-only store are named
 * as such; anything else passes through as the bug it is.
 */
export function storeFault(caught: unknown, file: string): unknown {
  if (caught instanceof Fault) return caught;
  const code = codeOf(caught);
  if (/^(?:SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_(?:WRITE|SHMSIZE|FSYNC|TRUNCATE))$/.test(code)) {
    return new Fault(
      'lacking',
      `${file}: the disk is full; what was committed before is intact`,
      'free some space and run the same command again',
      caught,
    );
  }
  if (/^SQLITE_READONLY|^EROFS$|^EACCES$|^EPERM$/.test(code)) {
    return new Fault(
      'inputRefused',
      `${file}: the store is read-only`,
      'make the file and its folder writable, or name another with --store',
      caught,
    );
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new Fault(
      'inputRefused',
      `${file}: not a store (${messageOf(caught)})`,
      'delete it and run ./warrant ingest again',
      caught,
    );
  }
  if (/^SQLITE_CANTOPEN|^ENOTDIR$|^EISDIR$|^ENOENT$|^EEXIST$/.test(code)) {
    return new Fault(
      'inputRefused',
      `${file}: cannot open the store (${messageOf(caught)})`,
      'check the path given with --store',
      caught,
    );
  }
  return caught;
}

function codeOf(caught: unknown): string {
  if (typeof caught !== 'object' || caught === null || !('code' in caught)) return '';
  return typeof caught.code === 'string' ? caught.code : '';
}
