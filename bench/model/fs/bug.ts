/** Bugs that can be planted, each after one seen in real file systems; the explorer must find them all. */
export const bugs = {
  'user-flush-missing': 'the program fences without CLWB',
  'user-fence-missing': 'the program flushes and takes its data for durable without SFENCE',
  'user-flush-before-store': 'the program flushes the line, then stores to it',
  'fsync-flush-missing': 'fsync forces the log and does not flush dirty pages',
  'fsync-fence-missing': 'fsync flushes dirty pages and does not fence',
  'fsync-force-missing': 'fsync flushes pages and does not force the log',
  'fsync-page-left-writable':
    'fsync cleans a page and leaves it writable: later stores are not tracked',
  'commit-before-log':
    'the commit record is written with its transaction, without fence or checksum',
  'checksum-ignored': 'recovery does not verify the checksum of a transaction',
  'replay-skipped': 'recovery does not replay the log',
  'replay-last-only': 'recovery replays the newest transaction alone',
  'revoke-ignored': 'recovery replays tree blocks that were freed and now hold data',
  'forgotten-before-commit':
    'the checkpoint forgets a freed tree block whose freeing is not durable',
  'reuse-before-commit': 'a freed block is given out before the freeing transaction is durable',
  'fault-returns-before-force': 'a synchronous fault maps the page before the log force',
  'fault-without-zeroing': 'an allocated block is mapped without being zeroed',
  'home-before-log': 'a metadata line is written home before its transaction commits',
  'tail-before-home': 'the log tail moves before the home lines are durable',
  'force-ends-early': 'the log force returns before its last fence',
  'root-flip-before-tree': 'the copy-on-write root is written without fence after the tree',
  'flip-overwrites-root': 'the copy-on-write root overwrites the only valid root in two parts',
  'root-checksum-ignored': 'recovery takes a copy-on-write root without checking its checksum',
  'split-drops-record': 'a split forgets the first record of the upper half',
  'merge-keeps-pointer': 'a merge frees a block that its parent still points to',
  'unmap-after-free': 'punch frees blocks first and removes mappings later',
  'cow-shares-writable': 'reflink leaves the source page writable',
  'revoke-not-cancelled':
    'a freed tree block stays revoked in later transactions, also once it is a tree block again',
  'rename-in-two':
    'rename takes the old name away in one transaction and sets the new one in another',
  'orphan-unlisted': 'unlink takes the name of an open file away and does not list its inode',
  'orphan-off-early':
    'the inode is taken off the list in the first of the transactions that free its blocks',
  'layout-checked-once':
    'an operation waits for the devices that it found, and does not look again for others',
  'log-wraps-unchecked': 'the log begins anew at its start without a checkpoint',
  'split-record-keeps-cycle':
    'a log record that goes on at the start of the log keeps the old cycle in its stamps',
  'log-head-unverified':
    'recovery takes the head that the stamps tell and verifies no checksum there',
  'log-tail-unverified':
    'recovery replays from the tail that the head tells, also where a torn record lies over it',
  'replay-skips-begun':
    'recovery takes a transaction for replayed when the first of its lines is home already',
  'recovery-tail-early': 'recovery moves the log tail before what it replayed is durable',
  'reflink-copies-flag': 'reflink copies the per-block "no fsync needed" flag to the clone',
  'truncate-off-by-one': 'truncate leaves the file one block longer than was asked',
  'eadr-fences-dropped':
    'under eADR the kernel leaves out its fences, though streaming stores are not in a cache',
  'fsync-skips-last-page': 'fsync ends before the last dirty page of the file',
  'fault-waits-for-itself-alone':
    'a synchronous fault waits only where it changed metadata itself, not where the inode is dirty',
} as const;

export type Bug = keyof typeof bugs;
