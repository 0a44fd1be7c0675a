import { existsSync } from 'node:fs';
import { openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { once } from './once.ts';
import { storeFile } from './root.ts';

/** The store, or undefined where no mail was read yet: the pages of `data/` stand without it. */
export const store = once((): StoreReader | undefined =>
  existsSync(storeFile) ? openReader(storeFile) : undefined,
);
