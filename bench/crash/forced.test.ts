import { expect, test } from 'vitest';
import type { LogEntry } from './dm-log-writes.ts';
import { forced, issuedIn } from './forced.ts';

const said = `
request 259,0 RSM 512 () 32817 + 1 be,0,4 [mount]
request 259,0 N 524288 () 64 + 1024 be,0,4 [mkfs.xfs]
request 259,0 FF 0 () 0 + 0 none,0,0 [kworker/0:1H]
request 259,0 WFSM 1536 () 8 + 3 be,0,4 [kworker/0:1H]
request 259,0 WSU 16384 () 192 + 32 be,0,4 [program]
request 259,0 FWFS 4096 () 16 + 8 be,0,4 [a name]
request 259,0 WS 1536 () 8 + 3 be,0,4 [kworker/0:1H]
`;

const entry = (at: number, size: number): LogEntry => ({
  at,
  bytes: Buffer.alloc(size),
  flush: false,
  fua: false,
  discard: false,
  mark: null,
});
const flush = { ...entry(0, 0), flush: true };

test('writes that the kernel issued are read with what it asked for', () => {
  expect(issuedIn(said)).toEqual([
    { at: 32768, size: 524288, fua: false, atomic: false },
    { at: 4096, size: 1536, fua: true, atomic: false },
    { at: 98304, size: 16384, fua: false, atomic: true },
    { at: 8192, size: 4096, fua: true, atomic: false },
    { at: 4096, size: 1536, fua: false, atomic: false },
  ]);
});

test('the log is told which writes were forced, each time that a range is written', () => {
  const log = [
    entry(32768, 524288),
    flush,
    entry(4096, 1536),
    entry(98304, 16384),
    entry(8192, 4096),
    entry(4096, 1536),
    entry(0, 512), // after the list was printed
  ];
  expect([...forced(log, issuedIn(said))].map(({ fua }) => fua)).toEqual([
    false,
    false,
    true,
    false,
    true,
    false,
    false,
  ]);
});

test('a write that the kernel did not issue ends it', () => {
  expect(() => [...forced([entry(512, 512)], issuedIn(said))]).toThrow(
    'a write of 512 bytes at 512 was not issued',
  );
});
