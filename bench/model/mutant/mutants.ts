import type { Conditions } from '../../../data/schema/scope.ts';
import type { Bug } from '../fs/bug.ts';

/** A planted bug, and a small scenario that holds without it and must break with it. */
export interface Mutant {
  readonly bug: Bug;
  readonly workload: string;
  readonly setting: Conditions;
}

const elsewhere = 'extent-operation-elsewhere';
const remap = 'remap-under-mapping';
const mapSync = { approach: 'map-sync', faultSync: true } as const;
const xfs = { ...mapSync, journal: 'xfs' } as const;
const fsync = { approach: 'fsync' } as const;
const blockFlag = { approach: 'block-flag', faultSync: true } as const;

export const mutants: readonly Mutant[] = [
  { bug: 'user-flush-missing', workload: elsewhere, setting: mapSync },
  { bug: 'user-fence-missing', workload: elsewhere, setting: mapSync },
  { bug: 'user-flush-before-store', workload: elsewhere, setting: mapSync },
  { bug: 'fsync-flush-missing', workload: elsewhere, setting: fsync },
  { bug: 'fsync-fence-missing', workload: elsewhere, setting: fsync },
  { bug: 'fsync-force-missing', workload: 'append-pointer', setting: fsync },
  { bug: 'fsync-page-left-writable', workload: elsewhere, setting: fsync },
  { bug: 'commit-before-log', workload: elsewhere, setting: mapSync },
  { bug: 'checksum-ignored', workload: elsewhere, setting: xfs },
  { bug: 'replay-skipped', workload: 'append-pointer', setting: mapSync },
  { bug: 'replay-last-only', workload: remap, setting: { ...mapSync, operation: 'punch' } },
  { bug: 'revoke-ignored', workload: 'tree-block-reused', setting: mapSync },
  { bug: 'forgotten-before-commit', workload: 'checkpoint-after-free', setting: fsync },
  { bug: 'reuse-before-commit', workload: 'freed-block-reused', setting: fsync },
  { bug: 'fault-returns-before-force', workload: 'append-pointer', setting: mapSync },
  { bug: 'fault-without-zeroing', workload: 'tree-block-reused', setting: mapSync },
  { bug: 'home-before-log', workload: elsewhere, setting: mapSync },
  { bug: 'tail-before-home', workload: elsewhere, setting: mapSync },
  { bug: 'force-ends-early', workload: 'append-pointer', setting: xfs },
  { bug: 'root-flip-before-tree', workload: elsewhere, setting: { ...mapSync, metadata: 'cow' } },
  {
    bug: 'flip-overwrites-root',
    workload: remap,
    setting: { ...mapSync, metadata: 'cow', operation: 'punch' },
  },
  {
    bug: 'root-checksum-ignored',
    workload: 'many-forces',
    setting: { ...mapSync, metadata: 'cow', atomicity: 'word' },
  },
  { bug: 'split-drops-record', workload: elsewhere, setting: { ...mapSync, operation: 'split' } },
  { bug: 'merge-keeps-pointer', workload: elsewhere, setting: { ...mapSync, operation: 'merge' } },
  { bug: 'unmap-after-free', workload: remap, setting: { ...mapSync, operation: 'punch' } },
  {
    bug: 'cow-shares-writable',
    workload: remap,
    setting: { ...mapSync, operation: 'reflink', copyFlushed: true },
  },
  { bug: 'revoke-not-cancelled', workload: 'tree-block-made-again', setting: fsync },
  { bug: 'rename-in-two', workload: elsewhere, setting: { ...fsync, operation: 'rename' } },
  { bug: 'orphan-unlisted', workload: 'unlinked-file', setting: fsync },
  { bug: 'orphan-off-early', workload: 'unlinked-file', setting: { ...fsync, journal: 'xfs' } },
  {
    bug: 'layout-checked-once',
    workload: 'device-under-remap',
    setting: { ...mapSync, operation: 'punch' },
  },
  { bug: 'log-wraps-unchecked', workload: 'many-forces', setting: { ...mapSync, logLines: 16 } },
  { bug: 'split-record-keeps-cycle', workload: 'many-forces', setting: { ...xfs, logLines: 48 } },
  { bug: 'log-head-unverified', workload: 'many-forces', setting: xfs },
  { bug: 'log-tail-unverified', workload: 'log-goes-round', setting: { ...xfs, logLines: 64 } },
  {
    bug: 'replay-skips-begun',
    workload: 'many-forces',
    setting: { ...mapSync, recovery: 'interrupted' },
  },
  {
    bug: 'recovery-tail-early',
    workload: 'append-pointer',
    setting: { ...mapSync, recovery: 'interrupted' },
  },
  { bug: 'reflink-copies-flag', workload: 'clone-of-flagged-block', setting: blockFlag },
  { bug: 'truncate-off-by-one', workload: remap, setting: { ...mapSync, operation: 'truncate' } },
  { bug: 'eadr-fences-dropped', workload: elsewhere, setting: { ...mapSync, persistency: 'eadr' } },
  { bug: 'fsync-skips-last-page', workload: 'double-write-commit', setting: fsync },
  { bug: 'fault-waits-for-itself-alone', workload: 'allocated-by-another', setting: mapSync },
];
