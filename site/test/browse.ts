import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { serverOf } from '../commands/serve.ts';
import { type Built, chromiumPath } from './build-site.ts';

/** Ends a hang, never slowness: see vitest.config.ts. */
const hang = 600_000;

/** A served site and a browser on it. */
export interface Session {
  readonly browser: Browser;
  /** Origin and base path, with its slash. */
  readonly home: string;
  close(): Promise<void>;
}

export async function browse(built: Built): Promise<Session> {
  const server = serverOf(built.dist, built.base).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking'],
    timeout: hang,
  });
  return {
    browser,
    home: `http://127.0.0.1:${port}${built.base}`,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page that is closed with its test. */
export async function opened(session: Session, options?: BrowserContextOptions): Promise<Page> {
  const context = await session.browser.newContext(options);
  context.setDefaultTimeout(hang);
  onTestFinished(() => context.close());
  return context.newPage();
}

/** The same; its test fails by whatever should not happen: errors, foreign requests, failed files, dialogs. */
export async function watched(session: Session, options?: BrowserContextOptions): Promise<Page> {
  const page = await opened(session, options);
  const trouble: string[] = [];
  onTestFinished(() => expect(trouble).toEqual([]));
  const origin = new URL(session.home).origin;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) {
      trouble.push(`foreign request: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) trouble.push(`${response.status()} ${response.url()}`);
  });
  return page;
}

/** One line a violation: rule, page, first element. All of axe's rules unless some are named. */
export async function axeViolations(page: Page, rules: readonly string[] = []): Promise<string[]> {
  // No page here has frames, which the newer mode pays for with a second page a run.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe).analyze();
  return violations.map(
    (found) => `${found.id} on ${page.url()}: ${found.nodes[0]?.html.slice(0, 160)}`,
  );
}

/** By how much the page, not a box in it, can be scrolled sideways, in CSS pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
