/** One core operation of a sequence, as `guest/operate.c` reads it. */
export interface Operation {
  readonly name: string;
  readonly words: string;
}

/** Files of the set-up: A has eight pieces of `o`, C eight of `c`; B and D are not there. */
export const setup = 'write A o 8;write C c 8';

/** What changes a file or a folder. */
export const changes: readonly Operation[] = [
  { name: 'create B', words: 'write B n 8' },
  { name: 'overwrite A', words: 'overwrite A n 8' },
  { name: 'rewrite A', words: 'write A n 8' },
  { name: 'append to A', words: 'append A n 8' },
  { name: 'store to mapped A', words: 'mmap A n 8' },
  { name: 'rename C to A', words: 'rename C A' },
  { name: 'rename C to B', words: 'rename C B' },
  { name: 'link C to B', words: 'link C B' },
  { name: 'unlink C', words: 'unlink C' },
  { name: 'truncate A', words: 'truncate A 0' },
  { name: 'extend A', words: 'truncate A 16' },
  { name: 'allocate past A', words: 'keep A 8 8' },
  { name: 'zero in A', words: 'zero A 0 4' },
  { name: 'punch A', words: 'punch A 0 8' },
  { name: 'mkdir D', words: 'mkdir D' },
];

/** What makes changes durable. */
export const syncs: readonly Operation[] = [
  { name: 'fsync A', words: 'fsync A' },
  { name: 'fsync C', words: 'fsync C' },
  { name: 'fsync folder', words: 'fsync .' },
  { name: 'sync', words: 'sync' },
];

const named = (list: readonly (readonly string[])[]): readonly (readonly Operation[])[] =>
  list.map((all) => all.map((words) => ({ name: words, words })));

/** The pattern that applications use to replace a file, beyond two core operations. */
export const replacements = named([
  ['write B n 8', 'rename B A'],
  ['write B n 8', 'fsync B', 'rename B A'],
  ['write B n 8', 'fsync B', 'rename B A', 'fsync .'],
  ['write B n 8', 'fsync B'],
  ['append A n 8', 'fdatasync A'],
]);

/**
 * Ways to give data a name after it is there, with what each asks for: names before data, 2019. An
 * unnamed file is one of O_TMPFILE; `range` is sync_file_range with both waits.
 */
export const namings = named([
  ['write B n 8', 'fdatasync B', 'rename B A'],
  ['write B n 8', 'range B', 'rename B A'],
  ['write B n 8', 'rename B D'],
  ['write B n 8', 'fdatasync B', 'rename B D'],
  ['write B n 8', 'range B', 'rename B D'],
  ['write B n 8', 'link B D'],
  ['write B n 8', 'fdatasync B', 'link B D'],
  ['write B n 8', 'fsync B', 'link B D'],
  ['link C D', 'write C n 8'],
  ['tmpfile B n 8'],
  ['tmpfile-range B n 8'],
  ['tmpfile-fdatasync B n 8'],
  ['tmpfile-fsync B n 8'],
  ['tmpfile B n 8', 'fsync B'],
  ['tmpfile B n 8', 'rename B A'],
  ['tmpfile-fdatasync B n 8', 'rename B A'],
  ['write B n 8', 'rename B A', 'fsync A'],
  ['write B n 8', 'rename B A', 'fsync .'],
  ['write B n 8', 'link B D', 'fsync D'],
  ['write B n 8', 'fdatasync B', 'rename B A', 'write D d 8', 'fsync D'],
]);

/**
 * What regression tests of others try, by fixes of kernels: generic/764, 771, 779, 782, 784 and 785 of xfstests, the
 * example of "btrfs: log new dentries when logging parent dir of a conflicting inode" (2026), and the test of "btrfs: fix zero
 * size inode with non-zero size after log replay" (2026).
 */
export const regressions = named([
  ['write B n 8', 'sync', 'unlink-fsync B'],
  ['mkdir D', 'write D/B n 8', 'unlink-fsync D/B', 'write D/E n 8', 'fsync D/E'],
  ['mkdir D', 'symlink C D/B', 'fsync D', 'rename D/B D/E', 'fsync D'],
  ['mkdir D', 'append A n 8', 'fsync A', 'link A D/B', 'fsync .'],
  [
    'mkdir D',
    'mkdir E',
    'sync',
    'rename D E/D',
    'write D n 0',
    'fsync D',
    'rename D E/B',
    'fsync E/B',
  ],
  ['append A n 8', 'fsync A', 'mkdir D', 'write D/B n 8', 'rename A B', 'fsync .'],
  [
    'mkdir D',
    'sync',
    'rmdir D',
    'mkdir E',
    'mkdir F',
    'write D n 0',
    'link D F/B',
    'fsync F',
    'fsync .',
  ],
  ['truncate A 0', 'fsync A', 'link A B', 'fsync .'],
]);

/** A store to a mapping of a file that is empty ends the program (SIGBUS, mmap(2)). */
const endsProgram = (first: Operation, second: Operation): boolean =>
  first.name === 'truncate A' && second.name === 'store to mapped A';

/** All sequences of one or two operations, the second maybe a sync, after ACE (Mohan et al., OSDI 2018). */
function pairs(): (readonly Operation[])[] {
  const two = changes.flatMap((first) =>
    [...changes, ...syncs]
      .filter((second) => second !== first && !endsProgram(first, second))
      .map((second) => [first, second]),
  );
  return [...changes.map((one) => [one]), ...two];
}

/** Of all sequences of three those that change names twice, each pair of these operations, and then sync. */
function triples(): (readonly Operation[])[] {
  const names = [
    'create B',
    'rename C to A',
    'rename C to B',
    'link C to B',
    'unlink C',
    'mkdir D',
  ];
  const some = changes.filter(({ name }) => names.includes(name));
  const last = syncs.filter(({ name }) => name === 'fsync folder' || name === 'sync');
  return some.flatMap((first) =>
    some
      .filter((second) => second !== first)
      .flatMap((second) => last.map((sync) => [first, second, sync])),
  );
}

/** Sets of sequences, by the name that `crash sweep --sequences` takes. */
export const sequenceSets = {
  /** Each operation alone, and the ways to replace a file. */
  short: () => [...changes.map((one) => [one]), ...replacements],
  names: () => [...namings],
  regressions: () => [...regressions],
  pairs,
  triples,
} as const satisfies Record<string, () => (readonly Operation[])[]>;
