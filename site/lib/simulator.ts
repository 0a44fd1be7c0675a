import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { filesBelow } from '../../data/schema/files-below.ts';
import { readYaml } from '../../data/schema/yaml.ts';
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
  return filesBelow(join(root, 'data', 'litmus'), '.litmus').map((file) => ({
    name: basename(file, '.litmus'),
    text: readFileSync(file, 'utf8'),
  }));
});

const Topic = z.strictObject({ topic: z.string(), begins: z.array(z.string()).min(1) });

/** The examples by topic, as `data/litmus/topics.yaml` has them; those of none at the end. */
export const topics = once(() => {
  const file = join(root, 'data', 'litmus', 'topics.yaml');
  const known = existsSync(file) ? readYaml(file, Topic.array()) : [];
  const topicOf = ({ name }: Example) =>
    known.find(({ begins }) => begins.some((word) => name === word || name.startsWith(`${word}-`)))
      ?.topic ?? 'Others';
  const groups = Map.groupBy(examples(), topicOf);
  return [...known.map(({ topic }) => topic), 'Others'].flatMap((topic) => {
    const of = groups.get(topic);
    return of ? [{ topic, examples: of }] : [];
  });
});

/** What an example calls itself. */
export const titleOf = ({ name, text }: Example): string =>
  /^litmus "([^"]+)"/m.exec(text)?.[1] ?? name.replaceAll('-', ' ');

/** Experiments that the model can run in the page. */
export const scenarios = once(() =>
  experiments().filter((one) => one.substrates.includes('model')),
);
