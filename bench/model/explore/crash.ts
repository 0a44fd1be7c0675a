import { type ContentId, wordsPerLine } from '../fs/contents.ts';
import { unitOf } from '../fs/geometry.ts';
import type { Machine, World } from '../fs/machine.ts';
import { type OpenLines, View } from '../fs/view.ts';
import { crashInvariants, Oracle, refused } from '../invariant/oracle.ts';
import { recover } from '../recovery/recover.ts';
import { leavesOf } from './leaves.ts';

/** By line: which of its versions persisted, 0 being the newest. Lines that nobody read are absent. */
export type Persisted = ReadonlyMap<number, number>;

/** What a crash at one point came to. */
export interface PointResult {
  /** Images on which recovery and oracle ran. */
  readonly checked: number;
  /** Images that this crash can leave, counted one by one. */
  readonly images: number;
  /** False when the budget ended it. */
  readonly complete: boolean;
  /** By index in `crashInvariants`: the first image that breaks it, or null. */
  readonly broken: readonly (Persisted | null)[];
}

/** Checks crash images; holds the buffers that every image reuses. */
export class CrashChecker {
  readonly view: View;
  readonly oracle: Oracle;
  readonly #world: World;

  constructor(world: World, start: Machine) {
    this.#world = world;
    this.view = new View(world.geometry, world.contents);
    this.oracle = new Oracle(world, start.promises);
  }

  /** Every image that a crash of this machine can leave, or one of each class where `lazily`. */
  check(machine: Machine, lazily: boolean, budget: number): PointResult {
    const { view, oracle } = this;
    const open = openLines(this.#world, machine);
    view.load(certain(machine), open, lazily);
    oracle.hold(machine.promises);
    const broken: (Persisted | null)[] = crashInvariants.map(() => null);
    let found = 0;
    let checked = 0;
    let more = true;
    while (more && checked < budget) {
      const mask = this.#judge();
      checked++;
      if ((mask & ~found) !== 0) {
        for (let i = 0; i < broken.length; i++) {
          if ((mask & ~found & (1 << i)) !== 0) broken[i] = view.decisions();
        }
        found |= mask;
      }
      more = view.advance();
    }
    // Those of a second crash are not counted but where they were checked.
    const images = Math.max(
      checked,
      open.reduce((product, { offsets }) => product * offsets.length, 1),
    );
    return { checked, images, complete: !more, broken };
  }

  /** Sets the view to one image and recovers it, for a trace. */
  recoverImage(machine: Machine, persisted: Persisted): number {
    this.view.load(imageOf(this.#world, machine, persisted), [], true, persisted);
    this.oracle.hold(machine.promises);
    return this.#judge();
  }

  /** Mounts and reads the image. Nobody reads what is not mounted: it is not lost, it is out of reach. */
  #judge(): number {
    const writes = recover(this.#world, this.view);
    if (!writes) return refused;
    if (this.#world.recovery === 'whole') return this.oracle.judge(this.view);
    const cut = this.view.choose(1 + writes.length);
    if (cut > 0) {
      this.view.restart(writes.slice(0, cut - 1).flat(), writes[cut - 1] ?? []);
      if (!recover(this.#world, this.view)) return refused;
    }
    return this.oracle.judge(this.view);
  }
}

/** The content of each line after a crash that left this; lines that nobody read hold their newest. */
export function imageOf(world: World, machine: Machine, persisted: Persisted): ContentId[] {
  return machine.memory.lines.map(
    ({ versions }, line) => leavesOf(world, line, versions)[persisted.get(line) ?? 0] ?? 0,
  );
}

/** The oldest version of each line: what is on media for certain. */
function certain(machine: Machine): number[] {
  return machine.memory.lines.map(({ versions }) => versions[0] ?? 0);
}

function openLines(world: World, machine: Machine): OpenLines[] {
  const { lines } = machine.memory;
  const open = lines.flatMap(({ versions }, line) => (versions.length > 1 ? [line] : []));
  const groups = world.tearing
    ? open.map((line) => [line])
    : [...Map.groupBy(open, (line) => groupOf(world, machine, line)).values()];
  return groups.map((group) => ({
    lines: group,
    oldest: Math.max(...group.map((line) => machine.memory.lines[line]?.versions.length ?? 1)) - 1,
    offsets: leavesTogether(world, machine, group).map((left) =>
      left.map((content) => content * wordsPerLine),
    ),
  }));
}

/** By what persisted, newest first, then by line of the group. */
function leavesTogether(world: World, { memory }: Machine, group: readonly number[]): number[][] {
  const leaves = group.map((line) => leavesOf(world, line, memory.lines[line]?.versions ?? []));
  return (leaves[0] ?? []).map((_, at) => leaves.map((left) => left[at] ?? 0));
}

/** First line of the block where all its lines have the same writes outstanding, else the line itself. */
function groupOf(world: World, machine: Machine, line: number): number {
  const unit = unitOf(world.geometry, line);
  const count = machine.memory.lines[line]?.versions.length;
  const together = Array.from({ length: unit.lines }, (_, i) => unit.first + i).every(
    (member) => machine.memory.lines[member]?.versions.length === count,
  );
  return together ? unit.first : line;
}
