import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { imageKey } from '../crash/image.ts';
import { keptSubject, rawImage, readKept, runsOf } from '../crash/kept.ts';
import { prepare } from '../crash/laboratory.ts';
import { outcomeOf } from '../crash/outcome.ts';
import { recoverIn } from '../crash/recover.ts';
import { readMachines } from '../machine/machines.ts';
import { kernelOf, laboratoryOptions } from './crash-options.ts';

/** Boots the kernel, or another, on one kept image and compares what happens with what was found. */
export const crashImage: Command['run'] = async ({ values, positionals, io }) => {
  const [name] = positionals;
  if (!name) throw new Fault('usage', 'crash image: no file named', 'name a kept image');
  const kept = readKept(resolve(io.cwd, name));
  const raw = values['raw'];
  if (typeof raw === 'string') {
    writeFileSync(resolve(io.cwd, raw), rawImage(kept), { flag: 'wx' });
    return exitCode.done;
  }
  const kernel =
    values['kernel'] === undefined
      ? kept.kernel
      : kernelOf(String(values['kernel']), readMachines(io.root));
  const laboratory = await prepare(kernel, [kept.fs], laboratoryOptions(io));
  const { promises } = kept;
  const subject = keptSubject(kept);
  const image = runsOf(kept.image);
  const question = { key: imageKey(image, promises.length), image, promised: promises.length };
  const [found] = await recoverIn(laboratory, [subject])([{ subject: 0, question }]);
  if (!found) throw new Error('an image without a result');
  const outcome = outcomeOf(found);
  const { words, lost, broken, checker, says } = found;
  const report = {
    title: kept.title,
    kernel,
    outcome,
    expected: kept.outcome,
    words,
    lost,
    broken,
    kept: found.kept,
    checker,
    says,
  };
  io.out(
    values['json'] === true
      ? `${JSON.stringify({ schemaVersion: 1, ...report })}\n`
      : Object.entries(report)
          .map(([key, value]) => `${key}: ${[value].flat().join('\n  ')}\n`)
          .join(''),
  );
  if (kernel !== kept.kernel) return exitCode.done; // it may well do otherwise
  const same = outcome === kept.outcome && found.kept.join() === kept.kept.join();
  return same ? exitCode.done : exitCode.checkFailed;
};
