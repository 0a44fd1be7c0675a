import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';
import { follow, looks } from '../test/looks.ts';

export function simulator(journey: Journey): void {
  test('the simulator runs a litmus test and a scenario, and a link restores both', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}simulator/`);
    await page
      .getByLabel('Program', { exact: true })
      .fill('litmus "one store"\nlines x\nthread\n  store x 1\nobserve x\nexpect 0 1\n');
    await page.getByRole('button', { name: 'Run' }).click();
    await expect.poll(() => page.locator('#states').textContent()).toContain('2 persisted states');
    expect(await page.locator('#states').textContent()).toContain('● as expected');
    await page.getByRole('button', { name: 'Show how x=1 comes about' }).click();
    await expect
      .poll(() => page.locator('#states').textContent())
      .toContain('thread 0: store x 1: leaves the store buffer for the cache');
    await page.locator('#litmus [name=share]').click();
    await expect.poll(() => page.url()).toContain('#');
    const shared = page.url();
    await page.getByRole('button', { name: 'Explore' }).click();
    await expect.poll(() => page.locator('#outcome').textContent()).toMatch(/holds|violated/);
    await page.goto('about:blank');
    await page.goto(shared);
    await expect.poll(() => page.locator('#states').textContent()).toContain('2 persisted states');
  });

  test('a long litmus test says how far it is, and stops when asked to', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}simulator/`);
    const thread = (t: number) =>
      `thread\n${Array.from({ length: 9 }, (_, i) => `store x ${9 * t + i}\nload r y\nstore y ${i}`).join('\n')}\n`;
    await page
      .getByLabel('Program', { exact: true })
      .fill(`litmus "long"\nlines x | y\n${[0, 1, 2].map(thread).join('')}observe x\n`);
    await page.getByRole('button', { name: 'Run' }).click();
    await expect.poll(() => page.locator('#states').textContent()).toContain('states so far');
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.locator('#states').textContent()).toMatch(/^Stopped: [\d,]+ steps/);
  });

  test.each(looks)(
    'a shared link runs at once and says how a state comes about, by keys, %s',
    async (_, look) => {
      const page = await watched(journey.session, look);
      await page.goto(`${journey.session.home}simulator/`);
      await page.locator('#litmus [type=submit]:enabled').waitFor();
      await follow(page, page.locator('#litmus [name=share]'));
      await expect.poll(() => page.url()).toContain('#');
      const shared = page.url();
      expect(shared.length - journey.session.home.length).toBeLessThan(300);
      await page.goto('about:blank');
      await page.goto(shared);
      await expect.poll(() => page.locator('#states').textContent()).toContain('persisted states');
      await follow(page, page.locator('#states button').last());
      await expect.poll(() => page.locator('#states ol li').count()).toBeGreaterThan(1);
    },
  );
}
