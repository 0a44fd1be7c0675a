import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { boot } from '../guest/boot.ts';
import { checkRecovered } from './checker/check-recovered.ts';
import type { Asked, Recover, Subject } from './explore.ts';
import { append, type Laboratory, regions, script } from './laboratory.ts';
import { recoveryFiles } from './recovery-files.ts';
import { type Recovered, readReport } from './report.ts';
import { readExport } from './states.ts';

/** Images in one boot: their pages must fit into the guest's memory beside the file systems. */
const perBoot = 1000;
/** Fewer are not worth a boot of their own. */
const worthBoot = 100;

/**
 * Recovers images on a stock kernel, many in one boot, and a boot on each processor at once. How they are
 * cut into boots depends on nothing but their number, and a boot counts instructions: the same images
 * give the same reads on every machine.
 */
export function recoverIn(laboratory: Laboratory, subjects: readonly Subject[]): Recover {
  return async (asked) => {
    const parts = cut(asked);
    const results: Recovered[][] = [];
    let next = 0;
    const work = async () => {
      for (let mine = next++; mine < parts.length; mine = next++)
        results[mine] = await recoverSome(laboratory, subjects, parts[mine] ?? []);
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    return results.flat();
  };
}

function cut(asked: readonly Asked[]): Asked[][] {
  const least = asked.length >= 2 * worthBoot ? 2 : 1;
  const size = Math.ceil(asked.length / Math.max(least, Math.ceil(asked.length / perBoot)));
  const parts: Asked[][] = [];
  for (let at = 0; at < asked.length; at += size) parts.push(asked.slice(at, at + size));
  return parts;
}

async function recoverSome(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Promise<Recovered[]> {
  const { qemu, kernel, system, crash, options } = laboratory;
  const started = performance.now();
  const { serial, region } = await boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions,
      append,
      counted: true,
      shift: 4,
    },
    take: 1,
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'recover',
      'jobs/recover.sh': script(laboratory, 'recover.sh'),
      crash: readFileSync(crash.path),
      ...recoveryFiles(laboratory.machines, subjects, asked),
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const found = readReport(serial, asked.length);
  const checked = await checkRecovered(laboratory, subjects, asked, found, readExport(region));
  const seconds = (performance.now() - started) / 1000;
  options.progress?.(
    `crash: ${(asked.length / seconds).toFixed(1)} images a second, boot included`,
  );
  return checked;
}
