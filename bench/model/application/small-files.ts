import { pageBytes } from '../fs/page.ts';
import { type Application, numberOf } from './application.ts';

/** Files that are there at once, and how many are made in all: a mail spool in miniature. */
const kept = 12;
const made = 96;

/**
 * Many small files: each is created, written with `size` bytes through a mapping and made durable
 * with its name; the oldest is removed. What can be sealed or carved out of a chunk pays for that
 * once a file, which is the point of the comparison.
 */
export const smallFiles: Application = {
  layout: (setting) => {
    const pages = Math.ceil(numberOf(setting, 'size') / pageBytes);
    return {
      files: kept + 1,
      pages,
      blocks: Math.min(250, (kept + 3) * (pages + 2)),
      creates: true,
    };
  },
  *acts(setting) {
    const bytes = numberOf(setting, 'size');
    for (let each = 0; each < made; each++) {
      const file = each % (kept + 1);
      if (each === kept) yield { kind: 'measure' };
      if (each >= kept) yield { kind: 'remove', file: (each - kept) % (kept + 1) };
      const part = { file, at: 0, bytes };
      yield { kind: 'create', file, bytes };
      yield { kind: 'store', ...part };
      yield { kind: 'durable', parts: [part] };
      yield { kind: 'done', payload: bytes };
    }
  },
};
