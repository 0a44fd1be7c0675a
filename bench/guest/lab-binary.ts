import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, visible } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import {
  laboratoryVersion,
  ownProgramFlags,
  ownProgramVersion,
} from '../../data/schema/provenance/compiled.ts';
import { made } from './cache.ts';
import { execute, must } from './execute.ts';
import { gccVersion } from './gcc.ts';

/** What a reader's own program needs to run anywhere, and what it was made from. */
export interface OwnProgram {
  /** The `lab` command. */
  readonly lab: string;
  /** The program itself: a static binary, or the script. */
  readonly program: string;
  /** For the manifest: everything that can change a result. */
  readonly sources: string;
  readonly compiler: string;
}

/** What both a program and the command are made of. */
const shared = ['lab.c', 'ticks.c', 'counters.c', 'block.c'];

/**
 * Compiles the `lab` command, and a program of `data/programs` if it is C, into the cache.
 * @param acknowledge C of a function `__wrap_lab_ack` that stands for the program's calls of lab_ack.
 * @throws Fault `lacking` without gcc; `inputRefused` with the compiler's own words where it refuses.
 */
export async function compileOwn(
  cache: string,
  root: string,
  name: string,
  acknowledge?: string,
): Promise<OwnProgram> {
  const compiler = await gccVersion();
  const folder = join(root, 'bench/lab');
  const laboratory = laboratoryVersion(root, compiler);
  const built = await made(join(cache, 'lab', laboratory.slice(0, 16)), async (temporary) => {
    mkdirSync(temporary);
    const [object, command] = [join(temporary, 'lab.o'), join(temporary, 'lab')];
    const strict = [...ownProgramFlags, '-Wextra', '-Werror'];
    await must('gcc', [...strict, '-r', '-nostdlib', '-o', object, ...shared], { cwd: folder });
    await must('gcc', [...strict, '-o', command, 'command.c', 'confine.c', object], {
      cwd: folder,
    });
  });
  const lab = join(built, 'lab');
  const source = join(root, 'data/programs', name);
  const sources = ownProgramVersion(root, name, compiler);
  if (!name.endsWith('.c')) return { lab, program: source, sources, compiler };
  const wrapped = acknowledge === undefined ? '' : readFileSync(join(root, acknowledge), 'utf8');
  const key = wrapped === '' ? sources : sha256(`${sources}\0${wrapped}`);
  const own = acknowledge === undefined ? [] : ['-Wl,--wrap=lab_ack', join(root, acknowledge)];
  const program = await made(join(cache, 'own', key.slice(0, 16)), (temporary) =>
    compile(folder, [source, join(built, 'lab.o'), ...own], temporary),
  );
  return { lab, program, sources, compiler };
}

async function compile(folder: string, parts: readonly string[], out: string): Promise<void> {
  const { code, stderr } = await execute('gcc', [
    ...ownProgramFlags,
    '-D_GNU_SOURCE',
    ...['-I', folder, '-o', out, ...parts, '-lm'],
  ]);
  if (code === 0) return;
  const [first = 'no reason given'] = stderr
    .split('\n')
    .filter((line) => /(?:error|undefined)/.test(line));
  throw new Fault('inputRefused', `gcc refuses it: ${visible(first)}`, 'mend the program');
}
