/** How a transcript shows that the kernel died. */
export interface KernelDeath {
  /** The kernel's own line. */
  readonly line: string;
  /** What was running, as the kernel names it (`Comm:`); null where it does not say. */
  readonly running: string | null;
}

/** What the transcript says of the kernel's death; null where it did not die. */
export function kernelDeath(text: string): KernelDeath | null {
  const [line] = /Kernel panic - not syncing.*/.exec(text) ?? [];
  if (line === undefined) return null;
  const [, running = null] = /\bComm: (\S+)/.exec(text) ?? [];
  return { line: line.trim(), running };
}

/** Why a job has no result that the kernel's death cut off. */
export const diedBefore = ({ line }: KernelDeath): string =>
  `the kernel died before its end: ${line}`;

/**
 * How many jobs, from the first on, had printed all when the kernel died. Jobs print in their order, each once it
 * has ended, so that one is whole where a later one printed.
 * @param printed By job, whether it printed anything.
 * @param lastIsWhole Whether what the kernel was running says that the last that printed had ended too.
 */
export function wholeUntil(printed: readonly boolean[], lastIsWhole: boolean): number {
  const last = printed.lastIndexOf(true);
  return lastIsWhole ? last + 1 : Math.max(last, 0);
}
