import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { decodeHTML } from 'entities/decode';
import type { Finding } from '../../data/schema/finding.ts';
import { decoded } from '../lib/decoded.ts';
import { pagesOf } from './pages-of.ts';

/** Addresses in attributes that a browser follows or fetches. */
const ADDRESS = /\s(?:href|src|action)="([^"]*)"/g;
const ANCHOR = /\s(?:id|name)="([^"]*)"/g;

/**
 * Every internal link of a built site that leads nowhere: a missing page or file, or a fragment
 * that its page does not have. External addresses are left alone: no check of ours fetches.
 * @param dist folder of the built site
 * @param base path that the site is served under, such as `/` or `/warrant/`
 */
export function checkLinks(dist: string, base: string): Finding[] {
  const site = new BuiltSite(dist, base);
  return pagesOf(dist).flatMap((page) => {
    const html = readFileSync(join(dist, page), 'utf8');
    const broken = new Set([...html.matchAll(ADDRESS)].map((match) => decodeHTML(match[1] ?? '')));
    return [...broken]
      .filter((address) => !site.resolves(page, address))
      .map((address) => finding(page, address));
  });
}

const finding = (page: string, address: string): Finding => ({
  file: `dist/${page}`,
  what: `the link ${address} leads nowhere`,
  next: 'mend the page or what it links to, then build again',
});

class BuiltSite {
  readonly #dist: string;
  readonly #base: string;
  readonly #anchors = new Map<string, ReadonlySet<string>>();

  constructor(dist: string, base: string) {
    this.#dist = dist;
    this.#base = base.endsWith('/') ? base : `${base}/`;
  }

  resolves(page: string, address: string): boolean {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//')) return true;
    const [beforeFragment = '', fragment] = address.split('#', 2);
    const [path = ''] = beforeFragment.split('?', 1);
    const file = path === '' ? page : this.#file(page, path);
    if (file === undefined) return false;
    return !fragment || !file.endsWith('.html') || this.#has(file, fragment);
  }

  /** The file that serves a path, or undefined. */
  #file(page: string, path: string): string | undefined {
    const absolute = path.startsWith('/');
    if (absolute && !`${path}/`.startsWith(this.#base)) return undefined;
    const served = decoded(
      absolute ? path.slice(this.#base.length) : posix.join(posix.dirname(page), path),
    );
    if (served === undefined || served.startsWith('..')) return undefined;
    return [served, posix.join(served, 'index.html'), `${served}.html`].find((candidate) => {
      const file = join(this.#dist, candidate);
      return existsSync(file) && statSync(file).isFile();
    });
  }

  #has(file: string, fragment: string): boolean {
    let anchors = this.#anchors.get(file);
    if (!anchors) {
      const html = readFileSync(join(this.#dist, file), 'utf8');
      anchors = new Set([...html.matchAll(ANCHOR)].map((match) => decodeHTML(match[1] ?? '')));
      this.#anchors.set(file, anchors);
    }
    return anchors.has(fragment) || anchors.has(decoded(fragment) ?? '');
  }
}
