import { build } from 'astro';

/**
 * A bare Astro project of `BARE_PAGES` pages, with the options of astro.config.mjs that say how pages are
 * written, and nothing else.
 */
const root = process.cwd();
await build({
  root,
  configFile: false,
  site: 'https://warrant.example',
  srcDir: `${root}/site/benchmark/bare`,
  publicDir: `${root}/site/benchmark/bare/public`,
  outDir: process.env['WARRANT_DIST'] ?? 'dist',
  trailingSlash: 'always',
  compressHTML: true,
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
});
