import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';
import { looks } from '../test/looks.ts';

export function searching(journey: Journey): void {
  test('whoever wrote in the store can be chosen, and leads to what they wrote', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}search/?q=ben+author&type=person`);
    await page.locator('#results a').first().click();
    await page.waitForURL(/type=message/);
    await page.locator('#results li').first().waitFor();
    expect(await page.locator('[name=person]').inputValue()).not.toBe('');
  });

  test.each(looks)(
    'three phrases find the page that answers them, by keys, %s',
    async (_, look) => {
      const page = await watched(journey.session, look);
      for (const [phrase, first] of [
        ['do I need fsync', /\/essays\/do-i-need-fsync-on-dax\//],
        ['first touch', /\/essays\//],
        ['MAP_SYNC', /\/approaches\/.*map-sync\//],
      ] as const) {
        await page.goto(`${journey.session.home}search/`);
        await page.locator('[name=q]:enabled').focus();
        await page.keyboard.type(phrase);
        await page.keyboard.press('Enter');
        await expect
          .poll(async () => [phrase, await page.locator('#results a').first().getAttribute('href')])
          .toEqual([phrase, expect.stringMatching(first)]);
      }
    },
  );
}
