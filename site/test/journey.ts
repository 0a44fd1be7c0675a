import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { browse, type Session } from './browse.ts';
import { type Built, buildSite } from './build-site.ts';
import { longThread } from './long-thread.ts';
import { smallThread } from './small-thread.ts';

/** A built site with a browser on it, and where its kinds of pages are. */
export interface Journey {
  readonly built: Built;
  readonly session: Session;
  /** First folder below a section of the built site. */
  first(section: string): string;
  /** Whether a page only says where it has moved to. */
  leadsOn(page: string): boolean;
  /** The thread of the seed, whose claims are reviewed. */
  seeded(): string;
  /** The page that sums up the thread which nobody has reviewed. */
  summed(): string;
}

/** Builds the seed and a thread that nobody has reviewed, and opens a browser, for the tests of one file. */
export function journeys(name: string): Journey {
  let opened: { readonly built: Built; readonly session: Session } | undefined;
  const open = () => {
    if (!opened) throw new Error('no site yet: ask inside a test');
    return opened;
  };
  beforeAll(async () => {
    const mail = ['data/threads/dax-2016-seed.txt', smallThread(name), longThread(name)];
    const built = buildSite(name, mail);
    opened = { built, session: await browse(built) };
  });
  afterAll(() => opened?.session.close());
  const leadsOn = (page: string) =>
    existsSync(join(open().built.dist, page, 'index.html')) &&
    readFileSync(join(open().built.dist, page, 'index.html'), 'utf8').includes(
      'http-equiv="refresh"',
    );
  const page = (found: string | undefined, what: string) => {
    if (found === undefined) throw new Error(`the built site has no ${what}`);
    return found.replace('index.html', '');
  };
  return {
    get built() {
      return open().built;
    },
    get session() {
      return open().session;
    },
    leadsOn,
    first: (section) =>
      page(
        readdirSync(join(open().built.dist, section), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => `${section}/${entry.name}/`)
          .filter((one) => existsSync(join(open().built.dist, one, 'index.html')))
          .filter((one) => !leadsOn(one))
          .sort()[0],
        `page of ${section}`,
      ),
    seeded: () =>
      page(
        open().built.pages.find(
          (one) =>
            /^threads\/t-\w+\/index.html$/.test(one) &&
            readFileSync(join(open().built.dist, one), 'utf8').includes('class="said"'),
        ),
        'reviewed thread',
      ),
    summed: () =>
      page(
        open().built.pages.find((one) => /^threads\/t-\w+\/review\//.test(one)),
        'thread summed up',
      ),
  };
}

/** What is folded counts too. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** Boxes whose content is wider than they are. */
export const clipped = (page: Page, boxes: string): Promise<number> =>
  page
    .locator(boxes)
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length);
