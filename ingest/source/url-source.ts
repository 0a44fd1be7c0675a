import { Fault, messageOf } from '../../data/schema/fault.ts';
import type { Format } from './open.ts';
import type { OpenSource } from './raw.ts';
import { openStream } from './stream-source.ts';

/** Where a bare Message-ID is looked for: every list that kernel.org archives, or another public-inbox. */
const lore = 'https://lore.kernel.org/all';

/** A server that accepts and then says nothing must not hold the command for ever. */
const timeoutMs = 30_000;

/**
 * The address that yields the mail itself: for a message or thread page of public-inbox (lore) its
 * thread as mbox, for any other page the page.
 */
export function downloadAddress(name: string, archive = lore): string {
  if (name.startsWith('<')) {
    return `${archive.replace(/\/$/, '')}/${encodeURIComponent(name.slice(1, -1))}/t.mbox.gz`;
  }
  const url = new URL(name);
  url.hash = '';
  const { pathname } = url;
  if (
    /\.(?:html?|txt|mbox|gz|zst|bz2|xz|zip|tar|tgz|eml)$/.test(pathname) ||
    /\/raw\/?$/.test(pathname)
  )
    return url.href;
  // public-inbox: /LIST/MESSAGE-ID/, /LIST/MESSAGE-ID/t/ and /T/ (INSTALL's WWW.pm routes).
  const message = /^(.*\/[^/]*(?:@|%40)[^/]*)(?:\/(?:[tTdRs](?:\/.*)?)?)?$/.exec(pathname)?.[1];
  if (message) {
    url.pathname = `${message}/t.mbox.gz`;
    url.search = '';
  }
  return url.href;
}

/** Fetches an address. @throws Fault `inputRefused` or, where the network fails, `lacking`. */
export async function openUrl(
  name: string,
  format: Format | undefined,
  signal: AbortSignal,
  archive?: string,
): Promise<OpenSource> {
  const address = downloadAddress(name, archive);
  if (!/^https?:/.test(address)) {
    throw new Fault('inputRefused', `${name}: only http and https`, 'give another address');
  }
  const response = await fetchMail(address, name, signal);
  if (!response.ok || !response.body) {
    throw new Fault(
      'inputRefused',
      `${address}: the server answers ${response.status} ${response.statusText}`,
      'check the address in a browser',
    );
  }
  return openStream(name, response.body, format, signal);
}

async function fetchMail(address: string, name: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      headers: { 'user-agent': 'warrant (mailing-list reader)' },
      redirect: 'follow',
    });
  } catch (caught) {
    const cause = caught instanceof Error && caught.cause ? caught.cause : caught;
    throw new Fault(
      'lacking',
      `${name}: cannot reach ${new URL(address).host} (${messageOf(cause)})`,
      'check the network, or save the thread and name the file',
      caught,
    );
  }
}
