import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A Vite plugin that says where the bundle's module that renders pages was written. */
export function prerenderEntry(found: (address: string) => void) {
  return {
    name: 'warrant:prerender-entry',
    writeBundle({ dir }: { readonly dir?: string }, bundle: object) {
      const file = Object.keys(bundle).find((name) => name.startsWith('prerender-entry.'));
      if (dir && file) found(pathToFileURL(join(dir, file)).href);
    },
  };
}
