import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';
import { readFatal } from './report.ts';

const spinning = [
  '# 3',
  '# 4',
  '[   25.100000] watchdog: BUG: soft lockup - CPU#0 stuck for 11s! [crash:321]',
  '[   25.100000] RIP: 0010:ext4_es_find_extent_range+0x12/0x34 [ext4]',
  '[   25.100000]  ext4_ext_map_blocks+0x123/0x456 [ext4]',
  '[   25.100000]  ext4_fc_set_bitmaps_and_counters+0x1/0x2 [ext4]',
  '[   25.100000] Kernel panic - not syncing: softlockup: hung tasks',
].join('\r\n');
const sleeping = [
  '# 0',
  '! 0 hung for 30 seconds',
  '! 0 hung [<0>] wait_on_buffer+0x2c/0x40',
  '',
].join('\n');

const oops = [
  '[    1.000000] EXT4-fs (dm-0): recovery complete',
  '# 6',
  '# 7',
  '[   25.100000] BUG: kernel NULL pointer dereference, address: 0000000000000010',
  '[   25.100000] #PF: supervisor read access in kernel mode',
  '[   25.100000] CPU: 0 PID: 321 Comm: crash Not tainted 6.1.0',
  '[   25.100000] RIP: 0010:ext4_fc_replay+0x12/0x34 [ext4]',
  '[   25.100000] RAX: 0000000000000000 RBX: ffff888004a1c000 RCX: 0000000000000000',
  '[   25.100000] FS:  00007f0000000000(0000) GS:ffff88803ec00000(0000) knlGS:0000000000000000',
  '[   25.100000] Code: 48 8b 07',
  '[   25.100000] Kernel panic - not syncing: Fatal exception',
].join('\r\n');

test("an image of which the kernel dies is an outcome, with the kernel's words since it was begun", () => {
  const fatal = readFatal(oops);
  expect(fatal?.id).toBe(7);
  expect(fatal && outcomeOf(fatal.found)).toBe('panicked');
  expect(fatal?.found.words).toEqual([
    'BUG: kernel NULL pointer dereference, address: 0000000000000010',
    '#PF: supervisor read access in kernel mode',
    'CPU: 0 PID: 321 Comm: crash Not tainted 6.1.0',
    'RIP: 0010:ext4_fc_replay+0x12/0x34 [ext4]',
    'Kernel panic - not syncing: Fatal exception',
  ]);
});

describe('a recovery that does not end', () => {
  test.each([
    ['spins', spinning, 4, 'ext4_fc_set_bitmaps_and_counters'],
    ['sleeps', sleeping, 0, 'wait_on_buffer'],
  ])("and %s is an outcome, with the kernel's words", (_, serial, id, word) => {
    const hung = readFatal(serial);
    expect(hung?.id).toBe(id);
    expect(hung?.found.words.join()).toContain(word);
    expect(hung && outcomeOf(hung.found)).toBe('hung');
  });

  test.each([
    ['all ended', '# 0\n# 1\n'],
    ['the guest ended in another way', '# 0\n[   25.1] reboot: Restarting system\n'],
    ['it hung before there was an image', spinning.replaceAll('# ', '#')],
    ['it died before there was an image', oops.replaceAll('# ', '#')],
  ])('is none where %s', (_, serial) => {
    expect(readFatal(serial)).toBeNull();
  });
});
