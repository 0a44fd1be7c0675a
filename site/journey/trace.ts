import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';

export function traces(journey: Journey): void {
  test('a trace by keyboard alone, each step with its address', async () => {
    const page = await watched(journey.session);
    await page.goto(journey.session.home + journey.first('traces'));
    const steps = await page.locator('.step').count();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowRight');
    expect(page.url()).toMatch(/#step-3$/);
    await page.keyboard.press('k');
    expect(await page.locator('.step:visible').getAttribute('id')).toBe('step-2');
    await page.keyboard.press('End');
    expect(page.url()).toMatch(new RegExp(`#step-${steps}$`));
    await page.keyboard.press('Home');
    await page.goto(`${journey.session.home}${journey.first('traces')}#step-2`);
    expect(await page.locator('.step:visible').getAttribute('id')).toBe('step-2');
  });

  test('a trace plays, pauses and scrubs by keyboard, and its lanes show where', async () => {
    const page = await watched(journey.session);
    await page.goto(journey.session.home + journey.first('traces'));
    const steps = await page.locator('.step').count();
    const current = page.locator('.lanes .at[aria-current]');
    await page.keyboard.press('p');
    await expect.poll(() => page.url()).toMatch(/#step-[2-9]$/);
    await page.keyboard.press('k');
    expect(await page.locator('[data-play]').textContent()).toBe('Play');
    await page.locator('.scrub input').focus();
    await page.keyboard.press('End');
    expect(await page.locator('.step:visible').getAttribute('id')).toBe(`step-${steps}`);
    expect(await current.getAttribute('href')).toBe(`#step-${steps}`);
    await page.keyboard.press('ArrowLeft');
    expect(page.url()).toMatch(new RegExp(`#step-${steps - 1}$`));
  });

  test('two traces that differ in a switch stand beside each other, without scripts too', async () => {
    const page = await watched(journey.session, { javaScriptEnabled: false });
    await page.goto(journey.session.home + journey.first('traces/compare'));
    const [left, right] = await page.locator('.sides .lanes').all();
    for (const side of [left, right]) {
      expect(await side?.locator('.at').count()).toBeGreaterThan(2);
    }
    const href = await page.locator('.paired tbody a').first().getAttribute('href');
    await page.goto(new URL(href ?? '', page.url()).href);
    expect(await page.locator('.step').first().isVisible()).toBe(true);
    expect(await page.getByText('Side by side with').isVisible()).toBe(true);
  });

  test('lists of traces narrow by words, and the address keeps them', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}traces/`);
    const rows = page.locator('.listing tbody tr:visible');
    expect(await rows.count()).toBe(0);
    const every = await page.locator('.listing tbody tr').count();
    await page.getByLabel('Only traces with').fill('deadlock');
    const some = await rows.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(every);
    await page.reload();
    expect(await rows.count()).toBe(some);
  });
}
