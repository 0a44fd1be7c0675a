import { relative, sep } from 'node:path';
import { filesBelow } from '../../data/schema/files-below.ts';

/** Every page of a built site, relative to it, with `/`. */
export const pagesOf = (dist: string): string[] =>
  filesBelow(dist, '.html').map((file) => relative(dist, file).split(sep).join('/'));
