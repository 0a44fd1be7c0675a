import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLibraries } from '../../guest/debian.ts';
import { shellQuoted } from '../../guest/init-program.ts';
import { memoryFolder } from '../../guest/memory-folder.ts';
import { pageSize } from '../../machine/page.ts';
import type { Sectors } from '../report.ts';
import type { State } from '../states.ts';
import { DeviceFile } from './device-file.ts';
import { Shell } from './shell.ts';

/** What a checker said of a recovered file system, changing nothing. */
export interface Checked {
  readonly status: number;
  /** The end of what it said, if it complained. */
  readonly says: readonly string[];
  /** What it read. */
  readonly read: Sectors;
}

export interface CheckerProgram {
  /** Root of the unpacked packages, and the place of the program in them. */
  readonly root: string;
  readonly program: string;
  /** Its words, `{device}` for the device. */
  readonly words: readonly string[];
  /** `reads.c`, compiled. */
  readonly reads: string;
}

interface Seen {
  readonly state: State;
  readonly blocks: readonly number[];
  readonly checked: Checked;
}

const limitMs = 600_000;
const saidLines = 8;
const longest = 240;

/**
 * Runs the distribution's own checker on this machine, on a file with what the guest's kernel left: the
 * program that the guest would run, twenty times as fast. It is not run where the state has the same
 * in every block that it read of an earlier one.
 */
export class Checker {
  readonly #program: CheckerProgram;
  readonly #folder = memoryFolder('check', 1 << 28);
  readonly #device: DeviceFile;
  readonly #shell = new Shell(this.#folder);
  #seen: Seen[] = [];
  #base: ReadonlyMap<number, Buffer> = new Map();
  runs = 0;

  constructor(program: CheckerProgram, size: number) {
    this.#program = program;
    this.#device = new DeviceFile(join(this.#folder, 'device'), size);
  }

  /** From here on states are over this base. */
  startFrom(base: ReadonlyMap<number, Buffer>): void {
    this.#base = base;
    this.#seen = [];
  }

  async check(state: State, block: (hash: bigint) => Buffer): Promise<Checked> {
    const known = this.#seen.find(({ state: other, blocks }) =>
      blocks.every((number) => state.get(number) === other.get(number)),
    );
    if (known) return known.checked;
    const wanted = new Map(this.#base);
    for (const [number, hash] of state) wanted.set(number * pageSize, block(hash));
    this.#device.hold(wanted);
    const checked = await this.#run();
    this.#seen.push({ state, blocks: blocksOf(checked.read), checked });
    return checked;
  }

  end(): void {
    this.#shell.end();
    this.#device.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(): Promise<Checked> {
    const { root, program, words, reads } = this.#program;
    const log = join(this.#folder, 'reads');
    rmSync(log, { force: true });
    const [loader = '', ...args] = withLibraries(root, program);
    this.runs += 1;
    const preloaded = {
      LD_PRELOAD: reads,
      WARRANT_IMAGE: join(this.#folder, 'device'),
      WARRANT_READS: log,
    };
    const command = [
      ...Object.entries(preloaded).map(([name, value]) => `${name}=${shellQuoted(value)}`),
      ...[loader, ...args, ...words.map((word) => word.replaceAll('{device}', './device'))].map(
        shellQuoted,
      ),
      '</dev/null >out 2>err',
    ].join(' ');
    const status = await this.#shell.run(command, limitMs);
    const [stdout, stderr] = ['out', 'err'].map((name) =>
      readFileSync(join(this.#folder, name), 'utf8'),
    );
    if (status > 128 || !existsSync(log))
      throw new Error(`${program} did not check: ${stderr?.slice(-500)}`);
    const said = `${stdout}\n${stderr}`
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Pass ') && !line.startsWith('Phase '))
      .map((line) => line.replace(/[^ -~]/g, '.').slice(0, longest));
    return {
      status,
      says: status === 0 ? [] : said.slice(-saidLines),
      read: readsIn(readFileSync(log, 'latin1')),
    };
  }
}

/** Whole sectors of the lines of `reads.c`. */
function readsIn(text: string): Sectors {
  const sectors = new Set<number>();
  for (const line of text.split('\n').slice(0, -1)) {
    const [at = 0, size = 0] = line.split(' ').map(Number);
    for (let one = Math.floor(at / 512); one < Math.ceil((at + size) / 512); one++)
      sectors.add(one);
  }
  return runsOf([...sectors].sort((a, b) => a - b));
}

/** Every sector of some runs, by number. */
export const sectorsOf = (runs: Sectors): number[] =>
  runs.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index));

/** Ascending numbers as runs of first and count. */
export function runsOf(numbers: readonly number[]): Sectors {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] === number) last[1] += 1;
    else runs.push([number, 1]);
  }
  return runs;
}

const blocksOf = (read: Sectors): number[] => [
  ...new Set(sectorsOf(read).map((at) => Math.floor((at * 512) / pageSize))),
];
