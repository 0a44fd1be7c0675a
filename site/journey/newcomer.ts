import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';

/** What someone who knows nothing of the site finds, starting at home and following what can be seen. */
export function newcomer(journey: Journey): void {
  const laptop = { viewport: { width: 1280, height: 860 } };

  /** Home lists the reviews; the first click opens the one about DAX. */
  async function openReview(page: Page): Promise<void> {
    await page.goto(journey.session.home);
    await click(page, page.getByRole('link', { name: /^May a program on persistent memory/ }));
  }

  test('one click from home, the review shows answer, scopes and approaches on the first screen', async () => {
    const page = await watched(journey.session, laptop);
    await openReview(page);
    expect(await page.locator('.answer .scope').count()).toBeGreaterThan(3);
    expect(await page.locator('.matrix thead .chip').count()).toBe(5);
    expect(await page.locator('.three > li').count()).toBe(6);
    for (const part of ['.answer', '.matrix']) {
      expect([part, await onScreen(page, page.locator(part))]).toEqual([part, true]);
    }
  });

  test('the split argument and its verdict are one click further', async () => {
    const page = await watched(journey.session, laptop);
    await openReview(page);
    await click(page, page.getByRole('link', { name: /a split elsewhere moves/ }));
    const verdict = page.locator('.verdicts .verdict').first();
    expect(await onScreen(page, verdict)).toBe(true);
    expect(await verdict.textContent()).toMatch(/(holds|fails|holds where) · (model|guest|host)/);
    const words = page.locator('figure.quote mark');
    expect(await words.textContent()).toContain('tip-to-root extent tree split');
    expect(await onScreen(page, words)).toBe(true);
    expect(await page.locator('figure.quote figcaption').textContent()).toContain('Dave Chinner');
  });

  test('what MAP_SYNC costs at first touch stands in the review; one click shows the settings and the command', async () => {
    const page = await watched(journey.session, laptop);
    await openReview(page);
    const row = page.locator('.matrix tbody tr', { hasText: 'first touch of a hole' });
    const column = await page
      .locator('.matrix thead th')
      .evaluateAll((cells) => cells.findIndex((cell) => cell.textContent?.includes('MAP_SYNC')));
    const cell = row.locator(':is(th, td)').nth(column).getByRole('link');
    const [low, high] = ((await cell.textContent()) ?? '').match(/[\d,]+/g) ?? [];
    expect(low).toMatch(/\d/);
    await click(page, cell);
    const heading = page.getByRole('heading', { name: /first touch of a hole/ });
    expect(await onScreen(page, heading)).toBe(true);
    const behind = page.locator(`#${await heading.getAttribute('id')} ~ .wide-table`).first();
    const ofMapSync = behind.locator('tr', { hasText: 'MAP_SYNC' });
    const medians = (await ofMapSync.locator('td.n').allTextContents()).filter(
      (_, at) => at % 4 === 0,
    );
    expect(medians).toContain(low);
    expect(medians).toContain(high);
    const command = page.locator(`#${await heading.getAttribute('id')} ~ .command code`).first();
    expect(await command.isVisible()).toBe(true);
    expect(await command.textContent()).toMatch(/^\.\/warrant bench run \S+ --substrate guest$/);
  });

  test('so is the command for a verdict of the answer', async () => {
    const page = await watched(journey.session, laptop);
    await openReview(page);
    await click(page, page.locator('.answer a.v').first());
    const command = page.locator('.command code').first();
    expect(await command.textContent()).toMatch(/^\.\/warrant verify \S+/);
  });

  test('search finds a claim by a word and narrows by person', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}search/`);
    await page.getByLabel('Words').fill('tip-to-root split');
    await page.locator('#results li').first().waitFor();
    const every = await page.locator('#results li').count();
    await page.locator('[name=person]').selectOption('Dave Chinner');
    await expect.poll(() => page.locator('#found').textContent()).toMatch(/found/);
    expect(await page.locator('#results li').count()).toBeLessThanOrEqual(every);
    const marks = await page.locator('#results li').first().locator('mark').allTextContents();
    expect(marks.map((word) => word.toLowerCase())).toContain('split');
    expect(new URL(page.url()).searchParams.get('person')).toBe('Dave Chinner');
  });

  test.each([
    ['do I need fsync', 'essay', 'Do I need fsync on DAX?'],
    ['MAP_SYNC', 'approach', 'MAP_SYNC'],
    ['map_snyc', 'approach', 'MAP_SYNC'],
    ['first touch', 'essay', 'Do I need fsync on DAX?'],
  ])('a search for %s begins with the %s', async (query, type, title) => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}search/?q=${encodeURIComponent(query)}`);
    const first = page.locator('#results li').first();
    await first.waitFor();
    expect([
      await first.locator('.label').textContent(),
      await first.locator('a').textContent(),
    ]).toEqual([type, typeof title === 'string' ? title : expect.stringMatching(title)]);
  });

  test('search works by keyboard alone: words, every filter, a result', async () => {
    const page = await watched(journey.session, laptop);
    const found = async () =>
      Number.parseInt((await page.locator('#found').textContent()) ?? '', 10);
    // What the address says is asked once; while words are typed, results of their beginnings come and go.
    await page.goto(`${journey.session.home}search/?q=extent+split`);
    await page.locator('#results .words mark').first().waitFor();
    const every = await found();
    await page.goto(`${journey.session.home}search/`);
    await page.getByLabel('Words').focus();
    await page.keyboard.type('extent split');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('extent split');
    await expect.poll(found).toBe(every);
    await page.keyboard.press('Tab'); // the button
    for (const name of ['type', 'person', 'kind', 'stance', 'approach', 'ruling']) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      const select = page.locator(`[name=${name}]`);
      const value = await select.inputValue();
      expect([name, value]).not.toEqual([name, '']);
      await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe(value);
      await expect.poll(found).toBeLessThanOrEqual(every);
      await page.keyboard.press('ArrowUp');
      await expect.poll(found).toBe(every);
    }
    const link = page.locator('#results a').first();
    while (!(await link.evaluate((one) => one === document.activeElement))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.endsWith('/search/'));
  });

  /** Follows a link only where a reader would see one, without scrolling for it. */
  async function click(page: Page, link: Locator): Promise<void> {
    expect(await onScreen(page, link)).toBe(true);
    await link.click();
    await page.waitForLoadState('load');
  }

  async function onScreen(page: Page, what: Locator): Promise<boolean> {
    const box = await what.boundingBox();
    const size = page.viewportSize();
    if (!box || !size) return false;
    return (
      box.y >= 0 &&
      box.y + box.height <= size.height &&
      box.x >= 0 &&
      box.x + box.width <= size.width
    );
  }
}
