import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AstroIntegration, type AstroPrerenderer, build } from 'astro';
import { expect, onTestFinished, test } from 'vitest';
import { parallel } from './parallel.ts';

const page = `---
export const getStaticPaths = () => ['a', 'b', 'c'].map((id) => ({ params: { id } }));
---
<p>{Astro.params.id} at {Astro.url.pathname}</p>`;

/** A site of three pages, built by the Astro that is installed; `moves` changes what the integration meets. */
async function built(workers: number, moves?: (own: AstroPrerenderer) => AstroPrerenderer) {
  mkdirSync('build', { recursive: true });
  const root = mkdtempSync(join(process.cwd(), 'build', 'moved-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'src/pages/t'), { recursive: true });
  writeFileSync(join(root, 'src/pages/t/[id].astro'), page);
  const warned: string[] = [];
  const made = { pages: 0 };
  const integration = parallel({ whole: [], split: ['/t/'], workers });
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    trailingSlash: 'always',
    cacheDir: './cache',
    integrations: [
      watched(
        integration,
        (own) => moves?.(own) ?? own,
        made,
        (line) => warned.push(line),
      ),
    ],
  } as Parameters<typeof build>[0]);
  const files = readdirSync(join(root, 'dist/t')).map((id) => [
    id,
    readFileSync(join(root, 'dist/t', id, 'index.html'), 'utf8'),
  ]);
  return { files: Object.fromEntries(files), byAstro: made.pages, warned };
}

/** The integration with another prerenderer below it, whose pages are counted, and with its warnings heard. */
function watched(
  integration: AstroIntegration,
  moves: (own: AstroPrerenderer) => AstroPrerenderer,
  made: { pages: number },
  warn: (line: string) => void,
): AstroIntegration {
  const start = integration.hooks['astro:build:start'];
  return {
    ...integration,
    hooks: {
      ...integration.hooks,
      'astro:build:start': (options) =>
        start?.({
          ...options,
          logger: Object.assign(Object.create(options.logger), { warn }),
          setPrerenderer: (make) =>
            options.setPrerenderer((own) => {
              const { render } = own;
              own.render = (...args) => {
                made.pages += 1;
                return render(...args);
              };
              return typeof make === 'function' ? make(moves(own)) : make;
            }),
        }),
    },
  };
}

test('workers make the pages of this Astro; where it keeps its parts elsewhere, it makes them itself and says so', async () => {
  const alone = await built(0);
  expect(alone.files['b']).toContain('b at /t/b/');
  const shared = await built(1);
  // One page is made both ways, to see that they are alike.
  expect(shared).toEqual({ files: alone.files, byAstro: 1, warned: [] });
  const app = { render() {}, setInternals() {}, setOptions() {}, getComponentByRoute() {} };
  const moves: ((own: AstroPrerenderer) => AstroPrerenderer)[] = [
    (own) => Object.assign({ ...own }, { app: undefined }),
    (own) => Object.assign({ ...own }, { app: { ...app, manifest: {} } }),
    (own) => ({ ...own, render: async () => new Response('rendered in another way') }),
  ];
  for (const move of moves) {
    const fallen = await built(1, move);
    expect(fallen.warned).toEqual([expect.stringContaining('without workers')]);
    const words = fallen.byAstro === 0 ? 'rendered in another way' : 'b at /t/b/';
    expect(fallen.files['b']).toContain(words);
  }
});
