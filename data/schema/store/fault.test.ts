import { expect, test } from 'vitest';
import { exitCode, Fault } from '../fault.ts';
import { storeFault } from './fault.ts';

const said = (code: string) => Object.assign(new Error('what SQLite says'), { code });

test.each([
  ['SQLITE_CORRUPT', 'damaged', 3],
  ['SQLITE_CORRUPT_VTAB', 'damaged', 3],
  ['SQLITE_CORRUPT_INDEX', 'damaged', 3],
  ['SQLITE_NOTADB', 'not a store', 3],
  ['SQLITE_BUSY', 'another process', 4],
  ['SQLITE_BUSY_SNAPSHOT', 'another process', 4],
  ['SQLITE_LOCKED', 'another process', 4],
  ['SQLITE_FULL', 'disk is full', 4],
  ['SQLITE_IOERR_WRITE', 'disk is full', 4],
  ['SQLITE_READONLY_DBMOVED', 'read-only', 3],
  ['EROFS', 'read-only', 3],
  ['SQLITE_CANTOPEN', 'cannot open', 3],
  ['SQLITE_CANTOPEN_ISDIR', 'cannot open', 3],
  ['ENOTDIR', 'cannot open', 3],
  ['SQLITE_IOERR_READ', 'does not read or write', 4],
  ['SQLITE_NOMEM', 'no memory', 4],
])('%s has its words, exit code and next step', (code, words, exit) => {
  const fault = storeFault(said(code), '/x/store.sqlite');
  if (!(fault instanceof Fault)) throw new Error(`${code} is no fault`);
  expect(exitCode[fault.exit]).toBe(exit);
  expect(fault.message).toContain('/x/store.sqlite');
  expect(fault.message).toContain(words);
  expect(fault.next).not.toBe('');
});

test('what no state of a file explains stays a bug', () => {
  for (const code of ['SQLITE_ERROR', 'SQLITE_MISUSE', 'SQLITE_RANGE', '']) {
    const bug = said(code);
    expect(storeFault(bug, 'f')).toBe(bug);
  }
});
