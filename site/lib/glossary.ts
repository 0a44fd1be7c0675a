import { z } from 'zod';
import { readYaml } from '../../data/schema/yaml.ts';
import { href, slug } from './href.ts';
import { once } from './once.ts';
import { root } from './root.ts';
import type { Term } from './terms.ts';

const Entry = z.strictObject({
  term: z.string().min(1),
  is: z.string().min(1),
  /** Other spellings that pages use, among them values of axes. */
  also: z.array(z.string().min(1)).default([]),
  /** A word of everyday English too: pages are not full of links to it. */
  everyday: z.boolean().default(false),
});

/** The words of the project in alphabetical order. */
export const glossary = once(() =>
  readYaml(`${root}/site/content/glossary.yaml`, z.array(Entry)).sort((a, b) =>
    a.term.localeCompare(b.term, 'en'),
  ),
);

/** What is marked at its first use on a page. */
export const terms = once((): Term[] =>
  glossary()
    .filter((entry) => !entry.everyday)
    .map((entry) => ({
      spellings: [entry.term, `${entry.term}s`, ...entry.also].map((word) => word.toLowerCase()),
      is: entry.is,
      href: href(`/glossary/#${slug(entry.term)}`),
    })),
);
