import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { watched } from '../test/browse.ts';
import type { Journey } from '../test/journey.ts';
import { follow, looks, tabTo } from '../test/looks.ts';

export function explorer(journey: Journey): void {
  const box = (page: Page, axis: string, value: string) =>
    page.locator(`#explorer [name="${axis}"][value="${value}"]`);
  const table = (page: Page) =>
    page
      .locator('#numbers tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent)),
      );
  const csvOf = async (page: Page, press: () => Promise<void>) => {
    const [file] = await Promise.all([page.waitForEvent('download'), press()]);
    const [head = '', ...lines] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    const names = head.split(',');
    return lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])),
    );
  };

  test.each(looks)(
    'fsync against MAP_SYNC against a static chunk on XFS is asked by keys, and its CSV is what is drawn, %s',
    async (_, look) => {
      const page = await watched(journey.session, look);
      await page.goto(`${journey.session.home}explorer/`);
      await page.locator('#explorer [name=run]:enabled').waitFor();
      const kernels = page
        .locator('[name=run] option', { hasText: 'Durable stores on Linux' })
        .first();
      await tabTo(page, page.locator('[name=run]'));
      const [name = '', run = ''] = [
        await kernels.textContent(),
        await kernels.getAttribute('value'),
      ];
      // A list forgets what was typed a second ago, and a busy machine may be slower than that.
      await expect
        .poll(
          async () => {
            await page.keyboard.type(name?.slice(0, 34) ?? '');
            return page.locator('[name=run]').inputValue();
          },
          { interval: 1500 },
        )
        .toBe(run);
      await expect.poll(() => page.url()).toContain('panels=kernel');
      await expect.poll(() => box(page, 'kernel', '6.1').count()).toBe(1);
      for (const [axis, value] of [
        ['approach', 'fsync'],
        ['approach', 'map-sync'],
        ['approach', 'static-chunk'],
        ['fs', 'xfs'],
        ['fs', 'devdax'],
        ['operation', 'fsync'],
        ['operation', 'map-sync-clwb'],
      ] as const) {
        await tabTo(page, box(page, axis, value));
        await page.keyboard.press('Space');
        await expect.poll(() => page.url()).toContain(`${axis}=${value}`);
        expect(await box(page, axis, value).evaluate((one) => one === document.activeElement)).toBe(
          true,
        );
      }
      const title = await page.locator('.finding').textContent();
      expect(title).toMatch(
        /^Instructions: least with MAP_SYNC and static chunk · device-dax alike in each of \d settings, most with fsync, \d+ to \d+ times/,
      );
      expect(await page.locator('#chart .panel > .label').allTextContents()).toEqual(
        expect.arrayContaining([expect.stringMatching(/kernel 6\.1 · file system XFS/)]),
      );
      const rows = await table(page);
      const samples = await csvOf(page, () => follow(page, page.locator('#csv')));
      expect(samples).toHaveLength(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0));
      expect(new Set(samples.map((one) => one['fs']))).toEqual(new Set(['xfs', 'devdax']));
      expect(new Set(samples.map((one) => one['approach']))).toEqual(
        new Set(['fsync', 'map-sync', 'static-chunk']),
      );
      await page.reload();
      await expect.poll(() => table(page)).toEqual(rows);
      expect(await page.locator('.finding').textContent()).toBe(title);
    },
  );

  test.each(looks)(
    'the same without scripts: a question of its own, with its chart and its CSV, %s',
    async (_, look) => {
      const page = await watched(journey.session, {
        ...look,
        javaScriptEnabled: false,
      });
      await page.goto(`${journey.session.home}explorer/`);
      await follow(
        page,
        page.getByRole('link', { name: /^fsync against MAP_SYNC against a static chunk on XFS/ }),
      );
      await page.waitForURL('**/explorer/xfs-kernels/');
      expect(await page.locator('#chart svg:visible').count()).toBeGreaterThan(0);
      expect(await page.locator('.finding').textContent()).toMatch(
        /^Instructions: .*most with fsync/,
      );
      const rows = await table(page);
      const samples = await csvOf(page, () => follow(page, page.locator('#csv')));
      expect(samples).toHaveLength(rows.reduce((sum, row) => sum + Number(row.at(-1)), 0));
    },
  );

  test('with scripts the chart has the marks, title, caption and table that it had without them', async () => {
    const page = await watched(journey.session, {
      viewport: { width: 1440, height: 900 },
    });
    for (const path of ['explorer/', 'explorer/xfs-kernels/', 'explorer/relative-to-fsync/']) {
      await page.goto(journey.session.home + path);
      const words = () =>
        page.locator('.finding, .chart figcaption, #chart .panel > .label').allTextContents();
      const before = {
        words: await words(),
        table: await table(page),
        marks: await drawnAsSvg(page),
      };
      // Twice changed is as it was, but drawn in the page.
      for (const scale of ['linear', 'auto']) {
        await page.locator('[name=scale]').selectOption(scale);
        await page.locator('#chart canvas').first().waitFor();
        await expect
          .poll(() => new URL(page.url()).searchParams.get('scale') ?? 'auto')
          .toBe(scale);
      }
      expect(await words()).toEqual(before.words);
      expect(await table(page)).toEqual(before.table);
      const marks = await drawnAsCanvas(page);
      expect(marks.length).toBe(before.marks.length);
      for (const [at, [x = 0, y = 0]] of marks.entries()) {
        expect(before.marks[at]?.[0]).toBeCloseTo(x, 1.7);
        expect(before.marks[at]?.[1]).toBeCloseTo(y, 1.7);
      }
    }
  });

  test('relative to a line, on a scale of choice, with every sample, in panels of choice', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}explorer/`);
    await box(page, 'panels', 'fs').uncheck();
    await expect.poll(() => page.locator('#chart .panel').count()).toBe(1);
    await page.locator('[name=baseline]').selectOption({ label: 'fsync · ext4' });
    await expect
      .poll(() => page.locator('.finding').textContent())
      .toMatch(/^Instructions relative to fsync · ext4: fsync · XFS 0\.9.*, MAP_SYNC/);
    await page.getByLabel('every sample').check();
    await expect.poll(() => page.url()).toContain('raw=on');
    await page.locator('[name=scale]').selectOption('linear');
    await expect
      .poll(() => page.locator('.chart figcaption').textContent())
      .toContain('linear scale');
    const state = page.url();
    await page.goto('about:blank');
    await page.goto(state);
    await page.locator('#chart canvas').waitFor();
    expect(await page.getByLabel('every sample').isChecked()).toBe(true);
    expect(await page.locator('.finding').textContent()).toMatch(/relative to fsync · ext4/);
  });

  test('runs are set beside one another, and one may be the baseline of the other', async () => {
    const page = await watched(journey.session);
    await page.goto(`${journey.session.home}explorer/`);
    await page.locator('[name=run]:enabled').waitFor();
    const logs = await page.locator('[name=run] option', { hasText: 'redo log' }).all();
    const [one, other] = await Promise.all(logs.map((option) => option.getAttribute('value')));
    await page.locator('[name=run]').selectOption(one ?? '');
    await expect.poll(() => page.url()).toContain(one ?? '');
    await page.getByText('Beside other runs').click();
    await box(page, 'with', other ?? '').check();
    await expect.poll(() => box(page, 'run-id', other?.slice(0, 10) ?? '').count()).toBe(1);
    await box(page, 'approach', 'fsync').check();
    await expect.poll(() => page.url()).toContain('approach=fsync');
    await page.locator('[name=baseline]').selectOption({ index: 1 });
    await expect.poll(() => page.locator('.finding').textContent()).toContain('relative to');
    const samples = await csvOf(page, () => page.locator('#csv').click());
    expect(new Set(samples.map((sample) => sample['run']))).toEqual(new Set([one, other]));
  });
}

/** Marks as fractions of the plot, in the order of panels and lines: those of the build's SVG. */
const drawnAsSvg = (page: Page): Promise<number[][]> =>
  page.locator('#chart svg.plot:visible').evaluateAll((plots) =>
    plots.flatMap((plot) => {
      const grid = [...plot.querySelectorAll<SVGLineElement>('line.grid')];
      const [left, right, top, bottom] = (['x1', 'x2', 'y1', 'y2'] as const).map((end, at) =>
        (at % 2 === 0 ? Math.min : Math.max)(...grid.map((line) => line[end].baseVal.value)),
      ) as [number, number, number, number];
      // Dots of the key stand below the plot.
      return [...plot.querySelectorAll('.dot')]
        .map((dot) => /^M([\d.-]+) ([\d.-]+)/.exec(dot.getAttribute('d') ?? '') ?? [])
        .filter(([, , y]) => Number(y) <= bottom + 1)
        .map(([, x, y]) => [
          (Number(x) - left) / (right - left),
          (Number(y) - top) / (bottom - top),
        ]);
    }),
  );

/** The same as chart.js has drawn them. */
const drawnAsCanvas = (page: Page): Promise<number[][]> =>
  page.locator('#chart canvas').evaluateAll((canvases) =>
    canvases.flatMap((canvas) => {
      const { chart } = canvas as unknown as { chart: DrawnChart };
      const { left, right, top, bottom } = chart.chartArea;
      return chart.data.datasets.flatMap((_, at) =>
        chart
          .getDatasetMeta(at)
          .data.map(({ x, y }) => [(x - left) / (right - left), (y - top) / (bottom - top)]),
      );
    }),
  );

interface DrawnChart {
  readonly chartArea: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;
  readonly data: { readonly datasets: readonly unknown[] };
  getDatasetMeta(at: number): {
    readonly data: readonly { readonly x: number; readonly y: number }[];
  };
}
