import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Apart } from './apart.ts';
import type { PrerenderEntry } from './astro.ts';
import { batches, type Item } from './batches.ts';
import { fileOf } from './path.ts';

/** What a worker is given; everything but the counter is its own copy. */
export interface Work {
  readonly apart: Apart;
  /** Address of the built module that renders pages. */
  readonly entry: string;
  /** Folder that the site is written to. */
  readonly out: string;
  /** Address of the site's root: base path and a slash at its end included. */
  readonly home: string;
  /** Astro's data of each page, of which the style sheets are used. */
  readonly pages: ReadonlyMap<string, object>;
  /** One for all workers: the number of the next batch that nobody has taken. */
  readonly next: Int32Array;
  /** One page that is to be sent back, and nothing else to be made. */
  readonly trial?: Trial;
}

/** A page by its address, and the pattern of its route. */
export interface Trial {
  readonly address: string;
  readonly route: string;
}

const { apart, entry, out, home, pages, next, trial } = workerData as Work;
const { app } = (await import(entry)) as PrerenderEntry;
// All of the build that a page's rendering looks at. Scripts that integrations inject are left out: no integration here does.
app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write() {} } } } });
app.setInternals({ pagesByKeys: pages });

const folders = new Set<string>();
if (trial) parentPort?.postMessage(await pageOf(trial));
else await makeAll();

async function makeAll(): Promise<void> {
  const todo = await batches(app, apart);
  const take = () => todo[Atomics.add(next, 0, 1)];
  for (let batch = take(); batch; batch = take()) {
    for (const item of await batch()) await make(item);
  }
}

async function pageOf({ address, route }: Trial): Promise<string> {
  const { routeData } = app.manifest.routes.find((one) => one.routeData.route === route) ?? {};
  if (!routeData) throw new Error(`no route ${route}`);
  return (await app.render(new Request(address), { routeData })).text();
}

async function make(item: Item): Promise<void> {
  const file = join(out, fileOf(item.route, item.path));
  const body = await answer(item);
  const folder = dirname(file);
  if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
  folders.add(folder);
  writeFileSync(file, body);
}

/** Endpoints here look at their parameters alone, and are spared what Astro prepares for a request. */
async function answer(item: Item): Promise<string | Uint8Array> {
  const { route, module, path, params, props = {} } = item;
  if (module.text) return module.text({ params, props });
  const response = module.GET
    ? await module.GET({ params, props })
    : await app.render(new Request(`${home}${path.slice(1)}/`), { routeData: route });
  return response.bytes();
}
