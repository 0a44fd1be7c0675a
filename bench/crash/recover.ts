import { availableParallelism } from 'node:os';
import { chunks } from '../../data/schema/chunks.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { bootRecovery } from './boot-recovery.ts';
import { checkRecovered } from './checker/check-recovered.ts';
import type { Asked, Recover, Subject } from './explore.ts';
import { type Laboratory, regions } from './laboratory.ts';
import { leftBut } from './left.ts';
import { known, recoveryFiles } from './recovery-files.ts';
import { type Recovered, readFatal, readReport, wrong } from './report.ts';
import { type Exported, readExport, type State, stateKey } from './states.ts';

/** Images that one guest recovers. */
const perGuest = 1000;
/** Fewer are not worth a guest of their own. */
const worthGuest = 16;
/** Their files must fit into the guest's memory beside the file systems, bytes. */
const mostFiles = 256 << 20;

/**
 * Recovers images on a stock kernel: many in one guest, a guest on each processor at once, and each goes on
 * from the same snapshot after the boot. How images are cut into guests depends on nothing but
 * themselves, and a guest counts instructions: the same images give the same reads on every machine.
 */
export function recoverIn(laboratory: Laboratory, subjects: readonly Subject[]): Recover {
  return async (asked) => {
    const parts = cut(asked);
    const results: Recovered[][] = [];
    let next = 0;
    const work = async () => {
      for (let mine = next++; mine < parts.length; mine = next++)
        results[mine] = await recoverFitting(laboratory, subjects, parts[mine] ?? []);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    return results.flat();
  };
}

function cut(asked: readonly Asked[]): Asked[][] {
  const least = asked.length >= 2 * worthGuest ? 2 : 1;
  const size = Math.ceil(asked.length / Math.max(least, Math.ceil(asked.length / perGuest)));
  return chunks(asked, size);
}

/** Halves what is too large for one guest. */
async function recoverFitting(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Promise<Recovered[]> {
  if (asked.length === 0) return [];
  const files = recoveryFiles(laboratory.machines, subjects, asked);
  const size = Object.values(files).reduce((sum, content) => sum + content.length, 0);
  if (size <= mostFiles || asked.length === 1)
    return recoverSome(laboratory, subjects, asked, files);
  const half = Math.ceil(asked.length / 2);
  return [
    ...(await recoverFitting(laboratory, subjects, asked.slice(0, half))),
    ...(await recoverFitting(laboratory, subjects, asked.slice(half))),
  ];
}

/** A recovery that does not end, or of which the kernel dies, ends its guest: the other images are recovered in others. */
async function recoverSome(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Recovered[]> {
  const { options } = laboratory;
  const started = performance.now();
  const { serial, region } = await bootRecovery(laboratory, {
    regions,
    take: 1,
    begun: true,
    files,
  });
  const booted = performance.now();
  const fatal = readFatal(serial);
  if (fatal) {
    const [before, after] = [asked.slice(0, fatal.id), asked.slice(fatal.id + 1)];
    options.progress?.(`crash: a recovery ended its guest: ${fatal.found.words[0]}`);
    return [
      ...(await recoverFitting(laboratory, subjects, before)),
      fatal.found,
      ...(await recoverFitting(laboratory, subjects, after)),
    ];
  }
  const exported = exportOf(region, serial);
  const reported = readReport(`${exported.facts}\n${serial}`, asked.length);
  const states = statesOf(asked, reported, exported);
  const found = reported.map((one, index) => {
    const { fs, log } = known(subjects, asked[index]?.subject ?? -1);
    return { ...one, left: leftBut(fs, one, log.base, states[index] ?? new Map(), exported.block) };
  });
  const { checked, checks } = await checkRecovered(
    laboratory,
    subjects,
    asked,
    found,
    states,
    exported,
  );
  const ended = performance.now();
  const clock = (word: string) =>
    Number(new RegExp(`^! -1 ${word} (\\d+)`, 'm').exec(exported.facts)?.[1] ?? 0);
  options.measured?.({
    images: asked.length,
    bootNs: clock('began'),
    recoveryNs: clock('ended') - clock('began'),
    checkMs: ended - booted,
    checks,
  });
  const seconds = (ended - started) / 1000;
  options.progress?.(
    `crash: ${(asked.length / seconds).toFixed(1)} images a second, boot included`,
  );
  return checked;
}

/** What the device held after the recovery of each image: a subject after another is a job of its own. */
function statesOf(
  asked: readonly Asked[],
  found: readonly Recovered[],
  exported: Exported,
): State[] {
  let job = -1;
  return found.map(({ state }, index) => {
    if (index === 0 || asked[index]?.subject !== asked[index - 1]?.subject) job += 1;
    const left = exported.states.get(stateKey(job, state));
    if (!left) throw new Error(`image ${index}: its state was not handed over`);
    return left;
  });
}

/** @throws Fault `checkFailed` for a guest that ended before it handed anything over. */
function exportOf(region: Buffer, serial: string): Exported {
  try {
    return readExport(region);
  } catch (caught) {
    throw wrong(serial, messageOf(caught));
  }
}
