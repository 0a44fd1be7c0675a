import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';
import { readHung } from './report.ts';

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

describe('a recovery that does not end', () => {
  test.each([
    ['spins', spinning, 4, 'ext4_fc_set_bitmaps_and_counters'],
    ['sleeps', sleeping, 0, 'wait_on_buffer'],
  ])("and %s is an outcome, with the kernel's words", (_, serial, id, word) => {
    const hung = readHung(serial);
    expect(hung?.id).toBe(id);
    expect(hung?.found.words.join()).toContain(word);
    expect(hung && outcomeOf(hung.found)).toBe('hung');
  });

  test.each([
    ['all ended', '# 0\n# 1\n'],
    [
      'the guest died of something else',
      '# 0\n[   25.1] Kernel panic - not syncing: Fatal exception\n',
    ],
    ['it hung before there was an image', spinning.replaceAll('# ', '#')],
  ])('is none where %s', (_, serial) => {
    expect(readHung(serial)).toBeNull();
  });
});
