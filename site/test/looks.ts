import type { BrowserContextOptions, Locator, Page } from 'playwright-core';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** How the named journeys are made: on a desk and on a phone, in both themes. */
export const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['1440 px, light', { viewport: wide, colorScheme: 'light' }],
  ['1440 px, dark', { viewport: wide, colorScheme: 'dark' }],
  ['390 px, light', { viewport: phone, colorScheme: 'light' }],
  ['390 px, dark', { viewport: phone, colorScheme: 'dark' }],
];

/** From how many stops before it something is reached: all of a long list would take minutes. */
const before = 3;
const stops = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Reaches something by the Tab key, as a reader without a mouse does, from a few stops before it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const handle = await target.elementHandle();
  if (!handle) throw new Error('nothing to reach');
  await handle.evaluate(
    (one, [selector, distance]) => {
      const reachable = [...document.querySelectorAll<HTMLElement>(selector)].filter(
        (stop) =>
          stop.tabIndex >= 0 &&
          !stop.matches(':disabled') &&
          stop.checkVisibility({ visibilityProperty: true }),
      );
      reachable[Math.max(0, reachable.indexOf(one as HTMLElement) - distance)]?.focus();
    },
    [stops, before] as const,
  );
  for (let step = 0; step < 2 * before; step += 1) {
    if (await handle.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`out of reach of the Tab key: ${await handle.evaluate((one) => one.outerHTML)}`);
}

/** The same, and presses it. */
export async function follow(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
