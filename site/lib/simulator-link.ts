import type { Conditions } from '../../data/schema/scope.ts';

/** What a link to the simulator holds: a shipped example, a program, or a scenario and its switches. */
export type Shared =
  | { readonly example: string }
  | { readonly litmus: string }
  | { readonly experiment: string; readonly setting: Conditions };

/** Packed text begins with a letter that base64 of JSON, as former links have it, cannot begin with. */
const packed = 'z';

/** The fragment of a link, without its `#`; short, since mail wraps and truncates what is long. */
export async function linkOf(shared: Shared): Promise<string> {
  if ('example' in shared) return `example=${encodeURIComponent(shared.example)}`;
  if ('litmus' in shared) return `${packed}${base64(await deflated(shared.litmus))}`;
  const switches = Object.entries(shared.setting).map(([name, value]) => [
    name,
    JSON.stringify(value),
  ]);
  return new URLSearchParams([['scenario', shared.experiment], ...switches]).toString();
}

/** What a fragment shares; undefined where it is none of ours. */
export async function sharedBy(fragment: string): Promise<Shared | undefined> {
  try {
    if (fragment.startsWith('example=')) {
      return { example: decodeURIComponent(fragment.slice('example='.length)) };
    }
    if (fragment.startsWith('scenario=')) {
      const [[, experiment = ''] = [], ...switches] = [...new URLSearchParams(fragment)];
      const setting = switches.map(([name, value]) => [name, JSON.parse(value)] as const);
      return { experiment, setting: Object.fromEntries(setting) };
    }
    if (fragment.startsWith(packed)) return { litmus: await inflated(bytesOf(fragment.slice(1))) };
    return former(JSON.parse(new TextDecoder().decode(bytesOf(fragment))));
  } catch {
    return undefined;
  }
}

function former(state: unknown): Shared | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  if ('litmus' in state && typeof state.litmus === 'string') return { litmus: state.litmus };
  if ('experiment' in state && typeof state.experiment === 'string' && 'setting' in state) {
    return { experiment: state.experiment, setting: state.setting as Conditions };
  }
  return undefined;
}

const deflated = (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')))
    .arrayBuffer()
    .then((buffer) => new Uint8Array(buffer));

/** A program longer than any that a reader wrote: what unpacks to more is none (a bomb of a few kB fills memory). */
const longest = 100_000;

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > longest) {
      await reader.cancel();
      throw new Error('longer than a program');
    }
  }
}

const base64 = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
