import type { RouteData } from 'astro';

/**
 * The routes whose files grow with the mail, named by the folders they lie below. Workers make these
 * files apart from Astro's loop, which makes all others.
 */
export interface Apart {
  /** Folders whose files come out of one computation: one worker makes them all. */
  readonly whole: readonly string[];
  /** Folders whose files stand for themselves: any worker makes any of them. */
  readonly split: readonly string[];
}

type Route = Pick<RouteData, 'route' | 'type' | 'params'>;

export const isBelow = (folder: string, { route }: Route): boolean => route.startsWith(folder);

/** Endpoints, and pages of which there are many; the search page itself stays with Astro. */
export const isApart = ({ whole, split }: Apart, route: Route): boolean =>
  [...whole, ...split].some((folder) => isBelow(folder, route)) &&
  (route.type === 'endpoint' || route.params.length > 0);
