import { bookworm, fetchPackages, type Unpacked } from './debian.ts';

/** Packages whose programs run inside the guest, and the libraries that those load. */
const names = [
  ...['busybox-static', 'e2fsprogs', 'xfsprogs', 'ndctl', 'dmsetup', 'libc6'],
  ...['libext2fs2', 'libcom-err2', 'libss2', 'libblkid1', 'libuuid1', 'libinih1', 'liburcu8'],
  ...['libndctl6', 'libdaxctl1', 'libjson-c5', 'libkmod2', 'libudev1', 'libkeyutils1'],
  ...['libiniparser1', 'libdevmapper1.02.1', 'libselinux1', 'libpcre2-8-0', 'liblzma5'],
  ...['libzstd1', 'libssl3', 'libcap2'],
];

/** What is copied into the initramfs, by its place in the packages. */
export const guestTools = [
  'sbin/mkfs.ext4',
  'sbin/e2fsck',
  'sbin/mkfs.xfs',
  'sbin/xfs_repair',
  'usr/bin/ndctl',
  'sbin/dmsetup',
];

export function fetchTools(cache: string): Promise<Unpacked> {
  return fetchPackages(cache, bookworm, names);
}
