import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { expect, onTestFinished, test } from 'vitest';
import { browse, watched } from '../test/browse.ts';
import { type Built, browserNeed, hasChromium } from '../test/build-site.ts';
import { attacks } from '../test/hostile-mail.ts';
import { invalid } from '../test/validate.ts';

/** A site that holds `hostileMail` shows it, and nothing comes of it. */
export function hostile(site: () => Built): void {
  const textOf = (path: string) => readFileSync(join(site().dist, path), 'utf8');
  const threads = () => site().pages.filter((page) => /^threads\//.test(page));

  test('its messages are on the site, as text', () => {
    const shown = threads()
      .map((page) => load(readFileSync(join(site().dist, page), 'utf8'))('main').text())
      .join('\n');
    for (const attack of attacks.slice(0, 9)) expect(shown).toContain(attack.slice(0, 30));
    expect(shown).toContain('U+202E');
    expect(shown).toContain('U+001B');
    expect(shown).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0]/,
    );
  });

  test('every page stays valid HTML', async () => {
    expect(await invalid(site().dist, threads())).toEqual([]);
  });

  test.skipIf(!hasChromium)(
    `no script runs and no foreign request is made${browserNeed}`,
    async () => {
      const session = await browse(site());
      onTestFinished(() => session.close());
      const page = await watched(session);
      const visits = [
        // A former address leads on before anything can be asked of it; where it leads is visited itself.
        ...threads()
          .filter((path) => !textOf(path).includes('http-equiv="refresh"'))
          .map((path) => path.replace(/index\.html$/, '')),
        'search/?q=alert',
        'search/?q=script',
      ];
      for (const path of visits) {
        await page.goto(session.home + path);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        expect([path, await page.evaluate(() => 'pwned' in globalThis)]).toEqual([path, false]);
        expect(page.url()).toContain(session.home);
      }
    },
  );
}
