import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { filesBelow } from '../../data/schema/files-below.ts';
import type { Finding } from '../../data/schema/finding.ts';

const texts = ['html', 'json', 'xml', 'csv', 'txt', 'js', 'css', 'mbox', 'eml'];
/** What we say of where mail was read. */
const said = /<span class="source">read from ([^(]*)\(/g;

/**
 * Files of a built site that say where on the builder's disk something lies.
 * @param places absolute folders whose names must nowhere appear
 */
export function checkPrivatePaths(dist: string, places: readonly string[]): Finding[] {
  // Shorter ones, such as /root, are words of mail as well.
  const telling = places.filter((place) => place.split(/[/\\]/).filter(Boolean).length > 1);
  return texts
    .flatMap((kind) => filesBelow(dist, `.${kind}`))
    .flatMap((path) => {
      const found = told(readFileSync(path, 'utf8'), telling);
      if (found === undefined) return [];
      return [
        {
          file: `dist/${relative(dist, path).split(sep).join('/')}`,
          what: `names a place on the machine that built it: ${found}`,
          next: 'show the name of the list or file alone, and build again',
        },
      ];
    });
}

function told(content: string, places: readonly string[]): string | undefined {
  const sources = [...content.matchAll(said)].map(([, source = '']) =>
    source.replaceAll(/<[^>]*>/g, '').trim(),
  );
  return (
    places.find((place) => content.includes(place)) ??
    sources.find((source) => /[/\\]/.test(source) && !/^https?:/.test(source))
  );
}
