import { existsSync } from 'node:fs';
import { readFollowed } from '../../data/schema/followed.ts';
import { readPublication } from '../../data/schema/publication.ts';
import { openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { claims } from './claims.ts';
import { reviews } from './data.ts';
import { once } from './once.ts';
import { publishedReader, publishedThreads } from './published.ts';
import { root, storeFile } from './root.ts';

/**
 * What of the store becomes pages, by the rule of `data/published.yaml`; undefined where no mail was read
 * yet: the pages of `data/` stand without it.
 */
export const store = once((): StoreReader | undefined => {
  if (!existsSync(storeFile)) return undefined;
  const reader = openReader(storeFile);
  const threads = publishedThreads(reader, readPublication(root), {
    reviewed: [
      ...reviews().flatMap((review) => review.threads.map((thread) => thread.root)),
      ...claims().map((claim) => reader.claim(claim.id)?.messageId ?? claim.messageId),
    ],
    followed: readFollowed(root),
  });
  return threads ? publishedReader(reader, threads) : reader;
});
