import type { RouteData } from 'astro';
import { type Apart, isApart, isBelow } from './apart.ts';
import type { App, Module, StaticPath } from './astro.ts';
import { pathOf } from './path.ts';

/** Files that a worker takes at once: enough that taking costs nothing, few enough that all end together. */
const perBatch = 64;

/** One file to make. */
export interface Item extends StaticPath {
  readonly route: RouteData;
  readonly module: Module;
  readonly path: string;
}

/** Everything to be made, in batches: the same list in every worker. A batch names its files when asked. */
export async function batches(app: App, apart: Apart): Promise<(() => Promise<Item[]>)[]> {
  const routes = app.manifest.routes
    .map(({ routeData }) => routeData)
    .filter((route) => isApart(apart, route));
  const below = (folder: string) => routes.filter((route) => isBelow(folder, route));
  const split = await items(app, apart.split.flatMap(below));
  // The files of one thread of mail become neighbours, so that its messages are read once.
  split.sort((a, b) => (near(a) < near(b) ? -1 : near(a) > near(b) ? 1 : 0));
  return [
    ...apart.whole.map((folder) => () => items(app, below(folder))),
    ...Array.from({ length: Math.ceil(split.length / perBatch) }, (_, index) => {
      return async () => split.slice(index * perBatch, (index + 1) * perBatch);
    }),
  ];
}

/** What a file is made beside: its path says so, or the property `near` of what the route passes to it. */
const near = ({ path, props }: Item): string =>
  props && 'near' in props && typeof props.near === 'string' ? props.near : path;

async function items(app: App, routes: readonly RouteData[]): Promise<Item[]> {
  const found: Item[] = [];
  for (const route of routes) {
    const module = await app.getComponentByRoute(route);
    for (const one of (await module.getStaticPaths?.({})) ?? [{ params: {} }]) {
      found.push({ ...one, route, module, path: pathOf(route, one.params) });
    }
  }
  return found;
}
