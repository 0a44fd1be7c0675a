import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { experiments } from './data.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** A litmus file that ships with the project. */
export interface Example {
  readonly name: string;
  readonly text: string;
}

/** The litmus files of `data/litmus`, by file name. */
export const examples = once((): Example[] => {
  const folder = join(root, 'data', 'litmus');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.litmus'))
    .sort()
    .map((name) => ({
      name: name.replace(/\.litmus$/, ''),
      text: readFileSync(join(folder, name), 'utf8'),
    }));
});

/** Experiments that the model can run in the page. */
export const scenarios = once(() =>
  experiments().filter((one) => one.substrates.includes('model')),
);
