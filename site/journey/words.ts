import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';

export function words(journey: Journey): void {
  test('a word of the glossary says what it means on focus, and leads there, without scripts', async () => {
    const page = await watched(journey.session, { javaScriptEnabled: false });
    await page.goto(`${journey.session.home}essays/do-i-need-fsync-on-dax/`);
    const word = page.locator('.term', { hasText: 'CLWB' });
    expect(await word.count()).toBe(1);
    const meaning = () => word.evaluate((one) => getComputedStyle(one, '::after').content);
    expect(await meaning()).toBe('none');
    await word.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await meaning()).toContain('writes a cache line back');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/glossary/#clwb');
    expect(await page.locator(':target').textContent()).toBe('CLWB');
  });
}
