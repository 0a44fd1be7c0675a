import type { SourceRef } from '../../data/schema/message.ts';
import type { ParsedMessage } from '../parsed.ts';
import { looksLikeHtml, readHtmlPage } from './html-page.ts';
import type { PageRejection } from './rejection.ts';
import { readTextPage } from './text-page.ts';

/**
 * Reads one archive page: Hypermail 1.x and 2.x and MHonArc 2.6 HTML, or the plain text of such a
 * page as a reader saved it. A result with a `reason` says why the text is neither.
 */
export function readArchivePage(text: string, source: SourceRef): ParsedMessage | PageRejection {
  return looksLikeHtml(text) ? readHtmlPage(text, source) : readTextPage(text, source);
}
