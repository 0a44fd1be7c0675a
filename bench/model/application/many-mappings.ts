import { lineBytes, pageBytes } from '../fs/page.ts';
import { type Application, numberOf } from './application.ts';

const pages = 32;
const operations = 1024;

/**
 * One shared file of 32 pages under many mappings: `mappings` processes in turn each store one line
 * at a random page and make it durable. Each has page-table entries of its own, all of which fsync
 * write-protects. Where `remap`, each maps the file for its operation and unmaps it again.
 */
export const manyMappings: Application = {
  layout: () => ({ files: 1, pages, blocks: pages + 40, creates: false }),
  *acts(setting, random) {
    const mappings = numberOf(setting, 'mappings');
    yield { kind: 'measure' };
    for (let operation = 0; operation < operations; operation++) {
      const mapping = operation % mappings;
      const at = random(pages) * pageBytes + random(pageBytes / lineBytes) * lineBytes;
      const part = { file: 0, at, bytes: lineBytes };
      yield { kind: 'store', ...part, mapping };
      yield { kind: 'durable', parts: [part] };
      yield { kind: 'done', payload: lineBytes };
      if (setting['remap'] === true) yield { kind: 'unmap', file: 0, mapping };
    }
  },
};
