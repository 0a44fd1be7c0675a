import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations, browse, type Session, sideways, watched } from './test/browse.ts';
import { type Built, browserNeed, buildSite, hasChromium } from './test/build-site.ts';
import { smallThread } from './test/small-thread.ts';

describe.skipIf(!hasChromium)(`journeys in Chromium${browserNeed}`, () => {
  let built: Built;
  let session: Session;
  beforeAll(async () => {
    built = buildSite('journey', ['data/threads/dax-2016-seed.txt', smallThread('journey')]);
    session = await browse(built);
  });
  afterAll(() => session?.close());

  /** Whether a page only says where it has moved to. */
  const leadsOn = (page: string) =>
    existsSync(join(built.dist, page, 'index.html')) &&
    readFileSync(join(built.dist, page, 'index.html'), 'utf8').includes('http-equiv="refresh"');

  /** First folder below a section of the built site. */
  const first = (section: string) =>
    readdirSync(join(built.dist, section), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'page')
      .map((entry) => `${section}/${entry.name}/`)
      .filter((page) => !leadsOn(page))
      .sort()[0] ?? `${section}/`;

  /** The thread of the seed, whose claims are reviewed. */
  const seeded = () =>
    built.pages
      .find(
        (page) =>
          /^threads\/t-\w+\/index.html$/.test(page) &&
          readFileSync(join(built.dist, page), 'utf8').includes('class="said"'),
      )
      ?.replace('index.html', '');

  /** The page that sums up the thread which nobody has reviewed. */
  const summed = () =>
    built.pages.find((page) => /^threads\/t-\w+\/review\//.test(page))?.replace('index.html', '') ??
    'no thread is summed up';

  test('a thread that nobody reviewed is summed up in quotes, one click from home', async () => {
    const { page, trouble } = await watched(session, { viewport: { width: 390, height: 844 } });
    await page.goto(session.home);
    await page.getByRole('link', { name: 'rename and the log' }).click();
    await page.waitForURL('**/review/');
    for (const name of ['The question', 'What matters most', 'The argument', 'Who stands where']) {
      expect([name, await page.getByRole('heading', { name }).count()]).toEqual([name, 1]);
    }
    expect(await page.getByText('Not reviewed.').isVisible()).toBe(true);
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
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('a thread whose root came in later is found at its former address', async () => {
    const { page, trouble } = await watched(session);
    const now = summed().split('/')[1] ?? '';
    const former = built.pages.find(
      (path) =>
        leadsOn(join(path, '..')) && readFileSync(join(built.dist, path), 'utf8').includes(now),
    );
    await page.goto(session.home + former?.replace('index.html', ''));
    await page.locator('h1', { hasText: 'rename and the log' }).waitFor();
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('from home to a claim, its run and its trace by clicking', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(session.home);
    await page.getByRole('link', { name: /^May a program on persistent memory/ }).click();
    await page.locator('.answer a[href*="/claims/"]').first().click();
    await page.waitForURL('**/claims/c-*/');
    expect(await page.locator('.verdicts .scope').first().textContent()).toMatch(
      /model|guest|host/,
    );
    expect(await page.locator('.command code').first().textContent()).toMatch(/^\.\/warrant /);
    const explored = page.locator('.scope-side', { hasText: 'crash states' }).first();
    await explored.locator('a[href*="/runs/"]').first().click();
    await page.waitForURL('**/runs/r-*/');
    expect(await page.getByRole('heading', { name: 'Manifest' }).count()).toBe(1);
    await page.locator('main a[href*="/traces/"]').first().click();
    await page.waitForURL('**/traces/x-*/');
    expect(await page.locator('.step:visible').count()).toBe(1);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('the split argument is three clicks from home, with its words', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(session.home);
    await page.getByRole('link', { name: 'Claims', exact: true }).click();
    await page.getByRole('link', { name: /split or merge the tree to its root/ }).click();
    expect(await page.locator('figure.quote mark').textContent()).toContain(
      'tip-to-root extent tree split',
    );
    await page.getByRole('link', { name: 'in the thread' }).click();
    await page.waitForURL('**/threads/t-*/#s-c-*');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('a trace by keyboard alone, each step with its address', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(session.home + first('traces'));
    const steps = await page.locator('.step').count();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowRight');
    expect(page.url()).toMatch(/#step-3$/);
    await page.keyboard.press('k');
    expect(await page.locator('.step:visible').getAttribute('id')).toBe('step-2');
    await page.keyboard.press('End');
    expect(page.url()).toMatch(new RegExp(`#step-${steps}$`));
    await page.keyboard.press('Home');
    await page.goto(`${session.home}${first('traces')}#step-2`);
    expect(await page.locator('.step:visible').getAttribute('id')).toBe('step-2');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('the simulator runs a litmus test and a scenario, and a link restores both', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}simulator/`);
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
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('a long litmus test says how far it is, and stops when asked to', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}simulator/`);
    const thread = (t: number) =>
      `thread\n${Array.from({ length: 9 }, (_, i) => `store x ${9 * t + i}\nload r y\nstore y ${i}`).join('\n')}\n`;
    await page
      .getByLabel('Program', { exact: true })
      .fill(`litmus "long"\nlines x | y\n${[0, 1, 2].map(thread).join('')}observe x\n`);
    await page.getByRole('button', { name: 'Run' }).click();
    await expect.poll(() => page.locator('#states').textContent()).toContain('states so far');
    await page.getByRole('button', { name: 'Stop' }).click();
    expect(await page.locator('#states').textContent()).toMatch(/^Stopped: [\d,]+ steps/);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('the explorer draws at request, keeps its state in the address, and does not move the page', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}explorer/`);
    expect(await page.locator('#chart svg:visible').count()).toBe(1);
    await page.getByLabel('raw points').check();
    await page.locator('#chart canvas').waitFor();
    expect(new URL(page.url()).searchParams.get('raw')).toBe('on');
    expect(await page.locator('#numbers tbody tr').count()).toBeGreaterThan(0);
    await page.reload();
    await page.locator('#chart canvas').waitFor();
    expect(await page.getByLabel('raw points').isChecked()).toBe(true);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('the explorer sets runs side by side; address, table and CSV agree', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}explorer/`);
    const main = await page.locator('[name=run] option', { hasText: 'redo log' }).all();
    const runs = await Promise.all(main.map((one) => one.getAttribute('value')));
    await page.locator('[name=run]').selectOption(runs[0] ?? '');
    await page.getByText('Beside other runs').click();
    await page.locator(`[name=with][value="${runs[1]}"]`).check();
    await page.locator('[name=run-id]').selectOption({ index: 1 });
    await page.locator('[name=run-id]').selectOption('');
    await page.locator('[name=approach]').selectOption('fsync');
    await expect.poll(() => page.url()).toContain('approach=fsync');
    const shown = () => page.locator('#numbers tbody tr').allTextContents();
    const rows = await shown();
    expect(rows.length).toBeGreaterThan(1);
    const heads = await page.locator('#numbers thead th').allTextContents();
    for (const id of runs.slice(0, 2)) expect(heads).toContain(`${id?.slice(0, 10)}, guest`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#csv').click()]);
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv).toContain(`${runs[1]},`);
    const per = await page.locator('#numbers tbody td:last-child').allTextContents();
    const samples = per.flatMap((n) => n.split(' · ')).reduce((sum, n) => sum + Number(n), 0);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(samples + 1);
    await page.reload();
    await expect.poll(shown).toEqual(rows);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('by key alone a thread nests its answers and its map grows, without scripts', async () => {
    const { page, trouble } = await watched(session, { javaScriptEnabled: false });
    await page.goto(session.home + first('threads'));
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
    const width = () => page.locator('.map').evaluate((one) => one.getBoundingClientRect().width);
    const natural = await width();
    await page.getByLabel('natural').focus();
    await page.keyboard.press('ArrowRight');
    expect(await width()).toBeGreaterThan(natural);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.locator('.map a:focus').count()).toBe(1);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('whoever wrote in the store can be chosen, and leads to what they wrote', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}search/?q=ben+author&type=person`);
    await page.locator('#results a').first().click();
    await page.waitForURL(/type=message/);
    await page.locator('#results li').first().waitFor();
    expect(await page.locator('[name=person]').inputValue()).not.toBe('');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('on a phone mail wraps, notes follow what they note, charts fit, and claims are a key apart', async () => {
    const { page, trouble } = await watched(session, { viewport: { width: 390, height: 844 } });
    const clipped = (boxes: string) =>
      page
        .locator(boxes)
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
    await page.goto(session.home + (seeded() ?? ''));
    await opened(page);
    expect(await page.locator('.mail').count()).toBeGreaterThan(0);
    expect(await clipped('.mail')).toBe(0);
    const noted = page.locator('.passage', { has: page.locator('.side') }).first();
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
      await page.goto(session.home + path);
      await opened(page);
      expect([path, await page.locator('.plot:visible').count()]).not.toEqual([path, 0]);
      expect([path, await clipped('.canvas')]).toEqual([path, 0]);
    }
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('a word of the glossary says what it means on focus, and leads there, without scripts', async () => {
    const { page, trouble } = await watched(session, { javaScriptEnabled: false });
    await page.goto(`${session.home}essays/do-i-need-fsync-on-dax/`);
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
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  test('lists of traces narrow by words, and the address keeps them', async () => {
    const { page, trouble } = await watched(session);
    await page.goto(`${session.home}traces/`);
    const rows = page.locator('.listing tbody tr:visible');
    const every = await rows.count();
    await page.getByLabel('Only traces with').fill('deadlock');
    const some = await rows.count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(every);
    await page.reload();
    expect(await rows.count()).toBe(some);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  const kinds = () => [
    '',
    'claims/',
    first('claims'),
    'threads/',
    first('threads'),
    summed(),
    'approaches/',
    first('approaches'),
    'explorer/',
    'traces/',
    first('traces'),
    'runs/',
    first('runs'),
    'experiments/',
    first('experiments'),
    'hypotheses/',
    'simulator/',
    'search/',
    'glossary/',
    'people/',
    'method/',
    'method/agreement/',
    'method/latency/',
    'timeline/',
    first('reviews'),
    'essays/',
    first('essays'),
    '404.html',
  ];

  test.each(['light', 'dark'] as const)(
    'no axe violation on any page kind, %s',
    async (colorScheme) => {
      const { page, trouble } = await watched(session, { colorScheme });
      const found: string[] = [];
      // Themes differ in colour alone: the structure need be judged once.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : [];
      for (const kind of kinds()) {
        await page.goto(session.home + kind);
        await opened(page);
        found.push(...(await axeViolations(page, rules)));
      }
      expect(found).toEqual([]);
      expect(trouble).toEqual([]);
      await page.context().close();
    },
  );

  test.each([
    ['a phone', 'screen', 390],
    ['A4 paper', 'print', 718],
  ] as const)('on %s no page is wider than it', async (_, media, width) => {
    const { page } = await watched(session, { viewport: { width, height: 844 } });
    await page.emulateMedia({ media });
    const wide: string[] = [];
    for (const kind of kinds()) {
      await page.goto(session.home + kind);
      await opened(page);
      if ((await sideways(page)) > 0) wide.push(kind);
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });

  test('nested answers are remembered, and stand so before any module has run', async () => {
    const { page } = await watched(session);
    const left = () =>
      page
        .locator('.message.d1')
        .first()
        .evaluate((one) => one.getBoundingClientRect().left);
    await page.goto(session.home + first('threads'));
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
    await page.context().close();
  });

  test('without scripts every page still reads', async () => {
    const { page } = await watched(session, { javaScriptEnabled: false });
    await page.goto(session.home + first('traces'));
    expect(await page.locator('.step:visible').count()).toBeGreaterThan(1);
    await page.goto(`${session.home}explorer/`);
    expect(await page.locator('#chart svg:visible').count()).toBe(1);
    await page.context().close();
  });

  test('the theme button overrides the system and is remembered', async () => {
    const { page } = await watched(session, { colorScheme: 'light' });
    await page.goto(session.home);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.getByRole('button', { name: /light and dark/ }).click();
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await paper()).toBe(dark);
    await page.context().close();
  });

  /** What is folded counts too. */
  async function opened(page: Page): Promise<void> {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
  }
});
