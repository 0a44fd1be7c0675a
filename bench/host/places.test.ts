import { expect, test } from 'vitest';
import { findPlaces, mountOf, readMounts } from './places.ts';

const mounts = readMounts(
  'rootfs / ext4 rw 0 0\n/dev/pmem0 /mnt/a\\040b xfs rw,dax=always 0 0\ntmpfs /mnt tmpfs rw 0 0\n',
);

test('mount points with spaces are read, and the longest prefix holds a path', () => {
  expect(mounts[1]?.at).toBe('/mnt/a b');
  expect(mountOf('/mnt/a b/x', mounts)?.type).toBe('xfs');
  expect(mountOf('/mnt/other', mounts)?.type).toBe('tmpfs');
  expect(mountOf('/home', mounts)?.at).toBe('/');
});

test('folders are made where one can write, and removed', async () => {
  const asked: string[] = [];
  const { places, remove } = await findPlaces(async (folder) => {
    asked.push(folder);
    return false;
  });
  remove();
  expect(places.every(({ fs }) => fs !== 'dax')).toBe(true);
  expect(new Set(places.map(({ folder }) => folder)).size).toBe(places.length);
});
