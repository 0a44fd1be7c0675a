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
