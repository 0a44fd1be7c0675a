import { z } from 'zod';
import { readYaml } from '../../data/schema/yaml.ts';
import { once } from './once.ts';
import { root } from './root.ts';

const Entry = z.strictObject({ term: z.string().min(1), is: z.string().min(1) });

/** The words of the project in alphabetical order. */
export const glossary = once(() =>
  readYaml(`${root}/site/content/glossary.yaml`, z.array(Entry)).sort((a, b) =>
    a.term.localeCompare(b.term, 'en'),
  ),
);
