import { defineConfig } from 'astro/config';

/** What the site's own configuration asks of Astro, and nothing that the site adds to it. */
export default defineConfig({
  site: 'https://warrant.example',
  srcDir: '.',
  outDir: process.env.WARRANT_DIST,
  cacheDir: process.env.WARRANT_CACHE,
  trailingSlash: 'always',
  compressHTML: true,
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
});
