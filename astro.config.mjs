import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';
import { parallel } from './site/build/parallel.ts';

// Where the site will be served. Both may differ per build: a fork's GitHub Pages lies under /<repository>/.
const site = process.env.WARRANT_SITE ?? 'https://warrant.example';
const base = process.env.WARRANT_BASE ?? '/';

// Threads that make the pages of mail beside Astro; 0 for none, by default as many as pay.
const workers = process.env.WARRANT_WORKERS ? Number(process.env.WARRANT_WORKERS) : undefined;

export default defineConfig({
  site,
  base,
  srcDir: 'site',
  publicDir: 'site/public',
  outDir: process.env.WARRANT_DIST ?? 'dist',
  cacheDir: process.env.WARRANT_CACHE ?? 'node_modules/.astro',
  trailingSlash: 'always',
  compressHTML: true,
  integrations: [
    mdx(),
    parallel({ whole: ['/search/'], split: ['/threads/', '/m/'], workers }),
    sitemap(),
  ],
  markdown: { syntaxHighlight: false },
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  vite: {
    // The policy in `Page.astro` allows no inline script, so that none may be inlined here.
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
    worker: { format: 'es' },
    ssr: { external: ['better-sqlite3'] },
  },
});
