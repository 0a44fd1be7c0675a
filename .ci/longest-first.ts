import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest, the longest first. */
export const longest: readonly string[] = [
  'site/journey.test.ts',
  'site/pages.test.ts',
  'bench/guest/run-program.test.ts',
  'bench/crash/recover.test.ts',
  '.ci/fresh-clone.test.ts',
  'bench/guest/determinism.test.ts',
  'bench/sweep/queue/sweep.test.ts',
  'ingest/source/corpus.test.ts',
  'bench/commands/tell-lost.test.ts',
  'ingest/pipeline/process.test.ts',
];

/**
 * Begins with the longest files, so that none is left at the end for one worker while the other has nothing to do.
 * Vitest knows how long files take where they ran before; in a fresh clone it goes by their size, which says nothing of
 * a site that is built or a guest that boots.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return byRank(await super.sort(files));
  }
}

/** Those of `longest` in its order, then the others as they were. */
export function byRank<File extends { readonly moduleId: string }>(files: readonly File[]): File[] {
  return files.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ moduleId }: { readonly moduleId: string }): number {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? longest.length : at;
}
