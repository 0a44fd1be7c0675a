import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';

export function reviews(journey: Journey): void {
  test('a thread that nobody reviewed is summed up in quotes, one click from home', async () => {
    const page = await watched(journey.session, {
      viewport: { width: 390, height: 844 },
    });
    await page.goto(journey.session.home);
    await page.getByRole('link', { name: 'rename and the log' }).click();
    await page.waitForURL('**/review/');
    for (const name of ['The question', 'What matters most', 'The argument', 'Who stands where']) {
      expect([name, await page.getByRole('heading', { name }).count()]).toEqual([name, 1]);
    }
    expect(await page.getByText('Not reviewed.').isVisible()).toBe(true);
    expect(await page.locator('dt', { hasText: 'Ada Author' }).count()).toBe(1);
    expect(await page.getByText('ada@example.org').count()).toBe(0);
    expect(await page.locator('.outline .branches').first().isVisible()).toBe(true);
    expect(await page.locator('svg.map').isVisible()).toBe(false);
    await page.setViewportSize({ width: 1280, height: 860 });
    expect(await page.locator('svg.map').isVisible()).toBe(true);
    const smallest = await page
      .locator('svg.map text')
      .evaluateAll((texts) =>
        Math.min(...texts.map((text) => text.getBoundingClientRect().height)),
      );
    expect(smallest).toBeGreaterThan(10); // pixels: read at its natural size
    await page.locator('.sentences a').first().click();
    expect(await page.locator(':target').textContent()).toMatch(/\w/);
  });

  test('a thread whose root came in later is found at its former address', async () => {
    const page = await watched(journey.session);
    const text = (path: string) => readFileSync(join(journey.built.dist, path), 'utf8');
    const threads = journey.built.pages.filter((path) =>
      /^threads\/t-\w+\/index\.html$/.test(path),
    );
    const now = threads.find((path) => /<h1[^>]*>[^<]*rename and the log/.test(text(path)));
    const former = threads.find(
      (path) =>
        journey.leadsOn(join(path, '..')) && text(path).includes(now?.split('/')[1] ?? 'none'),
    );
    await page.goto(journey.session.home + former?.replace('index.html', ''));
    await page.locator('h1', { hasText: 'rename and the log' }).waitFor();
  });
}
