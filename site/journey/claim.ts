import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';
import { follow, looks } from '../test/looks.ts';

/** Title of a claim of the seed that explorations decide, so that its exhibit is a trace. */
const explored = /mapped block needs an fsync again/;

export function claims(journey: Journey): void {
  test('from home to a claim, its run and its trace by clicking', async () => {
    const page = await watched(journey.session);
    await page.goto(journey.session.home);
    await page.getByRole('link', { name: /^May a program on persistent memory/ }).click();
    await page.locator('.answer a[href*="/claims/"]').first().click();
    await page.waitForURL('**/claims/c-*/');
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await page.getByRole('link', { name: explored }).click();
    await page.waitForURL('**/claims/c-*/');
    expect(await page.locator('.verdicts .scope').first().textContent()).toMatch(
      /model|guest|host/,
    );
    expect(await page.locator('.command code').first().textContent()).toMatch(/^\.\/warrant /);
    const side = page.locator('.scope-side', { hasText: 'crash states' }).first();
    await side.locator('a[href*="/runs/"]').first().click();
    await page.waitForURL('**/runs/r-*/');
    expect(await page.getByRole('heading', { name: 'Manifest' }).count()).toBe(1);
    await page.locator('main a[href*="/traces/"]').first().click();
    await page.waitForURL('**/traces/x-*/');
    expect(await page.locator('.step:visible').count()).toBe(1);
  });

  test('the split argument is three clicks from home, with its words', async () => {
    const page = await watched(journey.session);
    await page.goto(journey.session.home);
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await page.getByRole('link', { name: /split or merge the tree to its root/ }).click();
    expect(await page.locator('figure.quote mark').textContent()).toContain(
      'tip-to-root extent tree split',
    );
    await page.getByRole('link', { name: 'in the thread' }).click();
    await page.waitForURL('**/threads/t-*/#s-c-*');
  });

  test.each(looks)(
    'by keys and without scripts from a claim to its ruling and its exhibit, %s',
    async (_, look) => {
      const page = await watched(journey.session, {
        ...look,
        javaScriptEnabled: false,
      });
      await page.goto(`${journey.session.home}claims/`);
      await follow(page, page.getByRole('link', { name: explored }));
      await page.waitForURL('**/claims/c-*/');
      expect(await page.locator('.verdicts .verdict').first().textContent()).toMatch(
        /holds|fails|open|judgement/,
      );
      expect(await page.locator('figure.quote mark').isVisible()).toBe(true);
      const exhibit = page.locator('.exhibit > p > a[href*="/traces/"]').first();
      await follow(page, exhibit);
      await page.waitForURL('**/traces/x-*/**');
      expect(await page.locator('.step:visible').count()).toBeGreaterThan(1);
    },
  );
}
