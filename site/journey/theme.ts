import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';

export function theme(journey: Journey): void {
  test('the theme button overrides the system and is remembered', async () => {
    const page = await watched(journey.session, { colorScheme: 'light' });
    await page.goto(journey.session.home);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: /light and dark/ }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await paper()).toBe(dark);
  });
}
