import { expect, test } from 'vitest';
import { axeViolations, sideways, watched } from '../test/browse.ts';
import { type Journey, unfold } from '../test/journey.ts';

export function everyPage(journey: Journey): void {
  const kinds = () => [
    '',
    'claims/',
    journey.first('claims'),
    'threads/',
    journey.first('threads'),
    journey.summed(),
    'approaches/',
    journey.first('approaches'),
    'explorer/',
    journey.first('explorer'),
    'traces/',
    journey.first('traces'),
    journey.first('traces/compare'),
    'runs/',
    journey.first('runs'),
    'experiments/',
    journey.first('experiments'),
    'hypotheses/',
    journey.first('hypotheses'),
    'survival/',
    'picker/',
    'method/model/',
    'method/verdicts/',
    journey.first('m'),
    'simulator/',
    'search/',
    'glossary/',
    'people/',
    'method/',
    'method/agreement/',
    'method/latency/',
    'timeline/',
    journey.first('reviews'),
    'essays/',
    journey.first('essays'),
    '404.html',
  ];

  test.each(['light', 'dark'] as const)(
    'no axe violation on any page kind, %s',
    async (colorScheme) => {
      const page = await watched(journey.session, { colorScheme });
      const found: string[] = [];
      // Themes differ in colour alone: the structure need be judged once.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : [];
      for (const kind of kinds()) {
        await page.goto(journey.session.home + kind);
        await unfold(page);
        found.push(...(await axeViolations(page, rules)));
      }
      expect(found).toEqual([]);
    },
  );

  test.each([
    ['a phone', 'screen', 390],
    ['A4 paper', 'print', 718],
  ] as const)('on %s no page is wider than it', async (_, media, width) => {
    const page = await watched(journey.session, { viewport: { width, height: 844 } });
    await page.emulateMedia({ media });
    const wide: string[] = [];
    for (const kind of kinds()) {
      await page.goto(journey.session.home + kind);
      await unfold(page);
      if ((await sideways(page)) > 0) wide.push(kind);
    }
    expect(wide).toEqual([]);
  });

  test('without scripts every page still reads', async () => {
    const page = await watched(journey.session, { javaScriptEnabled: false });
    await page.goto(journey.session.home + journey.first('traces'));
    expect(await page.locator('.step:visible').count()).toBeGreaterThan(1);
    await page.goto(`${journey.session.home}explorer/`);
    expect(await page.locator('#chart svg:visible').count()).toBeGreaterThan(0);
  });
}
