import { expect, test } from 'vitest';
import { opened, watched } from '../test/browse.ts';
import { clipped, type Journey, unfold } from '../test/journey.ts';
import { follow, looks } from '../test/looks.ts';

export function threads(journey: Journey): void {
  test('by key alone a thread nests its answers and opens its map, without scripts', async () => {
    const page = await watched(journey.session, { javaScriptEnabled: false });
    await page.goto(journey.session.home + journey.first('threads'));
    const left = () =>
      page
        .locator('.message.d1')
        .first()
        .evaluate((one) => one.getBoundingClientRect().left);
    const flat = await left();
    await page.getByLabel('flat').focus();
    await page.keyboard.press('ArrowRight');
    expect(await left()).toBeGreaterThan(flat);
    await page.locator('.mapbox > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.map:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('.fold > summary:visible').count()).toBeGreaterThan(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.locator('.map a:focus').count()).toBe(1);
  });

  test('on a phone mail wraps, notes follow what they note, charts fit, and claims are a key apart', async () => {
    const page = await watched(journey.session, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto(journey.session.home + journey.seeded());
    await unfold(page);
    expect(await page.locator('.mail').count()).toBeGreaterThan(0);
    expect(await clipped(page, '.mail')).toBe(0);
    const noted = page.locator('.passage', { has: page.locator('.side:not(.proposed)') }).first();
    const top = (part: string) =>
      noted.locator(part).evaluate((one) => one.getBoundingClientRect().top);
    expect(await top('.side')).toBeGreaterThan(await top('.own'));
    await page.getByRole('button', { name: 'Next claim' }).click();
    const first = new URL(page.url()).hash;
    await page.keyboard.press('n');
    const second = new URL(page.url()).hash;
    expect(second).not.toBe(first);
    expect(await page.locator(second).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('p');
    expect(new URL(page.url()).hash).toBe(first);
    for (const path of [
      'essays/do-i-need-fsync-on-dax/',
      'hypotheses/fsync-pays-for-changes-elsewhere/',
      'explorer/',
    ]) {
      await page.goto(journey.session.home + path);
      await unfold(page);
      expect([path, await page.locator('.plot:visible').count()]).not.toEqual([path, 0]);
      expect([path, await clipped(page, '.canvas')]).toEqual([path, 0]);
    }
  });

  test('nested answers are remembered, and stand so before any module has run', async () => {
    const page = await opened(journey.session);
    const left = () =>
      page
        .locator('.message.d1')
        .first()
        .evaluate((one) => one.getBoundingClientRect().left);
    await page.goto(journey.session.home + journey.first('threads'));
    const flat = await left();
    await page.getByLabel('nested').check();
    const nested = await left();
    expect(nested).toBeGreaterThan(flat);
    await page.reload();
    expect(await page.getByLabel('nested').isChecked()).toBe(true);
    await page.route('**/_astro/*.js', (route) => route.abort());
    await page.reload();
    expect(await left()).toBe(nested);
    await page.unroute('**/_astro/*.js');
    await page.reload();
    await page.getByLabel('flat').check();
    await page.reload();
    expect(await left()).toBe(flat);
  });

  test('a link to what stands on another page of its thread now leads there', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}threads/`);
    await page.getByRole('link', { name: /^Forty answers/ }).click();
    await page.waitForURL(/\/threads\/t-\w+\/$/);
    const first = page.url();
    await page.goto(`${first}2/`);
    const [message, statement, row] = await Promise.all(
      ['.message[id^="m-"]', '[id^="s-c-"]', '.proposals tr[id^="p-c-"]'].map((what) =>
        page.locator(what).first().getAttribute('id'),
      ),
    );
    for (const fragment of [message, statement, row]) {
      await page.goto('about:blank');
      await page.goto(`${first}#${fragment}`);
      await page.waitForURL(`${first}2/#${fragment}`);
      expect(await page.locator(`#${fragment}`).count()).toBe(1);
    }
    // What is nowhere, or no fragment of ours, stays where it was asked for.
    for (const fragment of ['m-ffffffffffff', 'constructor', 's-c-']) {
      await page.goto('about:blank');
      await page.goto(`${first}#${fragment}`);
      await page.waitForLoadState('networkidle');
      expect(page.url()).toBe(`${first}#${fragment}`);
    }
  });

  test.each(looks)(
    'a thread of forty messages is read by keys and without scripts, %s',
    async (_, look) => {
      const page = await watched(journey.session, {
        ...look,
        javaScriptEnabled: false,
      });
      await page.goto(`${journey.session.home}threads/`);
      await follow(page, page.getByRole('link', { name: /^Forty answers/ }));
      await page.waitForURL(/\/threads\/t-\w+\/$/);
      expect(await page.locator('.message').count()).toBe(40);
      const phone = (look.viewport?.width ?? 0) < 400;
      // On a wide page notes stand in the margin beside the mail.
      expect(phone ? await clipped(page, '.mail') : 0).toBe(0);
      expect(await page.getByText('linux-example mailing list').first().isVisible()).toBe(false);
      const said = page.locator('.mail > .passage', { hasText: 'said by author 7 in words' });
      expect(await said.isVisible()).toBe(true);
      const folded = page.locator('.message details > summary', { hasText: 'quoted' }).first();
      await follow(page, folded);
      expect(await folded.evaluate((one) => (one.parentElement as HTMLDetailsElement).open)).toBe(
        true,
      );
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      // In pixels: a wide screen shows in place what a phone folds.
      expect(height).toBeLessThan(phone ? 20_000 : 60_000);
    },
  );
}
