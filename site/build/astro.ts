import type { RouteData } from 'astro';

/**
 * What Astro builds to render pages from and documents for adapters only in part: the module
 * `prerender-entry` of the bundle (astro/dist/core/build/app.js).
 */
export interface PrerenderEntry {
  readonly app: App;
}

export interface App {
  readonly manifest: { readonly routes: readonly { readonly routeData: RouteData }[] };
  getComponentByRoute(route: RouteData): Promise<Module>;
  render(request: Request, options: { readonly routeData: RouteData }): Promise<Response>;
  setOptions(options: object): void;
  setInternals(internals: object): void;
}

/** A page or an endpoint as it was built. */
export interface Module {
  readonly getStaticPaths?: (options: object) => StaticPath[] | Promise<StaticPath[]>;
  readonly GET?: (context: Context) => Response | Promise<Response>;
  /** What `GET` answers with, where an endpoint says it apart: a Response takes longer than its text. */
  readonly text?: (context: Context) => string | Uint8Array;
}

interface Context {
  readonly params: StaticPath['params'];
  readonly props: object;
}

export interface StaticPath {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly props?: object;
}
