import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroPrerenderer } from 'astro';
import { type Apart, isApart } from './apart.ts';
import type { App } from './astro.ts';
import { prerenderEntry } from './prerender-entry.ts';
import type { Work } from './worker.ts';
import { runWorkers, tried, usual } from './workers.ts';

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
      'astro:build:start': ({ setPrerenderer, logger }) => {
        setPrerenderer((own) => {
          let done: Promise<void> | undefined;
          /** Starts workers once one of them made a page as Astro does; null where what we rely on has moved. */
          const shared = async () => {
            if (!hasParts(own) || entry === '') return null;
            const paths = await pathsWithoutEndpoints(own, apart);
            const ofPages = paths.filter(({ route }) => isApart(apart, route));
            const count = workers ?? (ofPages.length >= fewest ? usual() : 0);
            if (count === 0) return own.getStaticPaths();
            const work = { apart, entry, ...site, pages };
            const page = ofPages.find(({ route }) => route.type === 'page');
            if (page && !(await isMadeAlike(own, work, page))) return null;
            done = runWorkers(count, work);
            done.catch(() => undefined); // reported at the end
            return paths;
          };
          return {
            ...own,
            async getStaticPaths() {
              const paths = workers === 0 ? own.getStaticPaths() : await shared();
              if (paths) return paths;
              logger.warn(
                'this Astro keeps its parts elsewhere: all pages are made without workers',
              );
              return own.getStaticPaths();
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

/** The default prerenderer asks its app for the routes, and holds it in a property. */
type Holder = AstroPrerenderer & { app: App };

function hasParts(own: AstroPrerenderer): own is Holder {
  const app: Partial<App> | undefined = 'app' in own ? (own.app ?? undefined) : undefined;
  const called = [app?.render, app?.setInternals, app?.setOptions, app?.getComponentByRoute];
  return Array.isArray(app?.manifest?.routes) && called.every((it) => typeof it === 'function');
}

type Paths = Awaited<ReturnType<AstroPrerenderer['getStaticPaths']>>;

/** Whether a worker makes a page as Astro itself does. */
async function isMadeAlike(
  own: AstroPrerenderer,
  work: Omit<Work, 'next'>,
  { pathname, route }: Paths[number],
): Promise<boolean> {
  const address = `${work.home}${pathname.replace(/^\/|\/$/g, '')}/`;
  const ours = await tried({ ...work, trial: { address, route: route.route } });
  const options = { routeData: route, collectMetadata: false };
  const made = await own.render(new Request(address), options);
  const response = 'response' in made ? made.response : made;
  return ours === (await response.text());
}

/** Every path but those of endpoints apart, which nothing but a worker needs to know. */
async function pathsWithoutEndpoints(own: Holder, apart: Apart) {
  const { app } = own;
  const routes = app.manifest.routes.filter(
    ({ routeData }) => routeData.type === 'page' || !isApart(apart, routeData),
  );
  own.app = Object.create(app, { manifest: { value: { ...app.manifest, routes } } });
  try {
    return await own.getStaticPaths();
  } finally {
    own.app = app;
  }
}
