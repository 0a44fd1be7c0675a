import type { Address } from '../px86/address.ts';
import { joined } from '../px86/address.ts';
import type { Bits } from './bits.ts';
import { addBits, emptyBits, intersects } from './bits.ts';
import { compareStates, type State } from './program/program.ts';
import type { Event } from './search.ts';
import type { Version } from './versions.ts';

/** What a crash leaves: one version of each observed line, and the events that had to happen. */
export interface CrashState {
  readonly state: State;
  readonly left: readonly { readonly line: number; readonly version: Version }[];
}

/** The versions of a line that a crash may leave, as what is observed of them. */
interface Choice {
  readonly version: Version;
  /** Values of the observed locations on the line. */
  readonly seen: readonly number[];
  readonly past: Bits | null;
}

/**
 * Every crash state of every order of an execution's independent steps. Some moment leaves a choice of one
 * version for each line exactly if the events that made the chosen versions, with all that happens
 * before them, contain none that ends a chosen version. That is a condition on pairs of versions, so it
 * is solved line by line.
 */
export class CrashStates {
  readonly #observed: readonly Address[];
  readonly #lines: readonly number[];
  readonly #known = new Set<string>();

  constructor(observed: readonly Address[]) {
    this.#observed = observed;
    this.#lines = [...new Set(observed.map(({ line }) => line))];
  }

  /** Yields a state more than once where several choices leave it; nothing if it surely adds nothing. */
  *of(events: readonly Event[], versions: readonly (readonly Version[])[]): Generator<CrashState> {
    const lines = this.#lines.map((line) => this.#choices(line, events, versions[line] ?? []));
    const all = lines.flat();
    const fits = all.map((one) => all.map((other) => compatible(one, other)));
    const signature = signatureOf(lines, fits);
    if (this.#known.has(signature)) return;
    this.#known.add(signature);
    const starts = lines.map((_, i) =>
      lines.slice(0, i).reduce((sum, { length }) => sum + length, 0),
    );
    const chosen: number[] = [];
    const pick = function* (this: CrashStates, line: number): Generator<CrashState> {
      const choices = lines[line];
      if (!choices) {
        const picked = chosen.flatMap((index) => all[index] ?? []);
        yield {
          state: this.#stateOf(picked),
          left: picked.map(({ version }, at) => ({ line: this.#lines[at] ?? -1, version })),
        };
        return;
      }
      for (let i = 0; i < choices.length; i++) {
        const index = (starts[line] ?? 0) + i;
        if (!fits[index]?.[index] || !chosen.every((other) => fits[index]?.[other])) continue;
        chosen.push(index);
        yield* pick.call(this, line + 1);
        chosen.pop();
      }
    };
    yield* pick.call(this, 0);
  }

  #choices(line: number, events: readonly Event[], versions: readonly Version[]): Choice[] {
    const here = this.#observed.filter((at) => at.line === line);
    const choices = versions.map((version) => ({
      version,
      seen: here.map((at) => valueAt(version, at)),
      past: events[version.made]?.past ?? null,
    }));
    return choices.sort((a, b) => compareStates(a.seen, b.seen));
  }

  #stateOf(chosen: readonly Choice[]): State {
    return this.#observed.map((at) => {
      const version = chosen[this.#lines.indexOf(at.line)]?.version;
      return version ? valueAt(version, at) : 0;
    });
  }
}

/** The events that must have happened for a crash to leave these versions. */
export function pastOf({ left }: CrashState, events: readonly Event[]): Bits {
  const past = emptyBits(events.length);
  for (const { version } of left) {
    const event = events[version.made];
    if (event) addBits(past, event.past);
  }
  return past;
}

function compatible(a: Choice, b: Choice): boolean {
  const ends = (one: Choice, other: Choice) =>
    one.past !== null && intersects(one.past, other.version.ended);
  return !ends(a, b) && !ends(b, a);
}

/** Executions with the same signature have the same crash states. */
function signatureOf(
  lines: readonly (readonly Choice[])[],
  fits: readonly (readonly boolean[])[],
): string {
  const values = lines.map((line) => line.map(({ seen }) => seen.join(',')).join(';')).join('|');
  return `${values} ${fits.map((row) => row.map((fit) => (fit ? '1' : '0')).join('')).join(' ')}`;
}

function valueAt({ content }: Version, at: Address): number {
  return joined(at, content.slice(at.slot, at.slot + at.widths.length));
}
