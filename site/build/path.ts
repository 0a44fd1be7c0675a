import type { RouteData } from 'astro';
import type { StaticPath } from './astro.ts';

/** The path of one file of a route, without the base path and a slash at its end: `/threads/t-1/2`. */
export function pathOf(
  { segments }: Pick<RouteData, 'segments'>,
  params: StaticPath['params'],
): string {
  const parts = segments.map((segment) =>
    segment
      .map(({ content, dynamic, spread }) =>
        dynamic ? (params[spread ? content.slice(3) : content] ?? '') : content,
      )
      .join(''),
  );
  return `/${parts.filter((part) => part !== '').join('/')}`;
}

/** Where Astro puts it in the folder of the site, `build.format` being `directory`. */
export const fileOf = ({ type }: Pick<RouteData, 'type'>, path: string): string =>
  type === 'page' ? `${path.slice(1)}/index.html` : path.slice(1);
