import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Where the description of the disk over `file` lies. */
export const diskOver = (file: string): string => `${file}.vmdk`;

/**
 * Describes `file` as a disk in VMDK's format (monolithicFlat), which QEMU reads and writes one request at a time
 * (block/vmdk.c: vmdk_co_preadv, vmdk_co_pwritev), so that requests complete in the order in which they came. Of
 * a raw disk's, those that are done together complete last first (util/thread-pool.c: thread_pool_completion_bh).
 * @param mebibytes How large the disk is; the file may be shorter, and grows as it is written.
 */
export function describeDisk(file: string, mebibytes: number): void {
  const lines = [
    '# Disk DescriptorFile',
    'version=1',
    'CID=fffffffe',
    'parentCID=ffffffff',
    'createType="monolithicFlat"',
    `RW ${mebibytes * 2048} FLAT "${basename(file)}" 0`,
  ];
  writeFileSync(diskOver(file), `${lines.join('\n')}\n`);
}
