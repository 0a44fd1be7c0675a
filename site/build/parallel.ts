import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer } from 'astro';
import { type Apart, isApart } from './apart.ts';
import type { App } from './astro.ts';
import { prerenderEntry } from './prerender-entry.ts';
import type { Work } from './worker.ts';
import { runWorkers, usual } from './workers.ts';

/** Fewer pages than this are made before a worker has started. */
const fewest = 300;

/**
 * Makes the files of some routes in workers while Astro makes the rest (docs/decisions/0010). The files
 * are the same as without workers. `workers` is their number, 0 for none; where it is absent, they
 * are started for many pages only.
 */
export function parallel({ workers, ...apart }: Apart & { workers?: number }): AstroIntegration {
  let entry = '';
  let site = { out: '', home: '' };
  let pages: Work['pages'] = new Map();
  return {
    name: 'warrant:parallel',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        const plugin = prerenderEntry((address) => {
          entry = address;
        });
        updateConfig({ vite: { plugins: [plugin] } });
      },
      'astro:config:done': ({ config }) => {
        const home = new URL(config.base, config.site ?? 'http://localhost').href;
        site = { out: fileURLToPath(config.outDir), home: home.replace(/\/?$/, '/') };
      },
      'astro:build:setup': (build) => {
        // Filled while the bundle is made, and complete when the first page is rendered.
        pages = build.pages;
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((own) => {
          let done: Promise<void> | undefined;
          return {
            ...own,
            async getStaticPaths() {
              const paths = await pathsWithoutEndpoints(own, apart);
              const many = paths.filter(({ route }) => isApart(apart, route)).length >= fewest;
              const count = workers ?? (many ? usual() : 0);
              if (count === 0) return own.getStaticPaths();
              done = runWorkers(count, { apart, entry, ...site, pages });
              done.catch(() => undefined); // reported at the end
              return paths;
            },
            async render(request, options) {
              // Astro writes no file for an answer without a body: a worker writes it.
              if (done && isApart(apart, options.routeData)) return new Response(null);
              return own.render(request, options);
            },
            async teardown() {
              await done;
            },
          };
        });
      },
    },
  };
}

/** Every path but those of endpoints apart, which nothing but a worker needs to know. */
async function pathsWithoutEndpoints(own: AstroPrerenderer, apart: Apart) {
  // The default prerenderer asks its app for the routes, and holds it in a property.
  const holder = own as AstroPrerenderer & { app: App };
  const { app } = holder;
  const routes = app.manifest.routes.filter(
    ({ routeData }) => routeData.type === 'page' || !isApart(apart, routeData),
  );
  holder.app = Object.create(app, { manifest: { value: { ...app.manifest, routes } } });
  try {
    return await own.getStaticPaths();
  } finally {
    holder.app = app;
  }
}
