import { spawnSync } from 'node:child_process';

/**
 * By the clock, seconds: sixty times what a handful of near tests takes. A machine so busy that it takes longer
 * makes no kill of it, since whoever asks does so again without the mutation.
 */
const longest = 300;

/**
 * Whether a command ends well. One that never would is ended by what it used: each of its processes has so much
 * processor time, and all together so much by the clock.
 * @param seconds Of processor time, of each process.
 * @param patience Seconds by the clock.
 */
export function endsWell(
  args: readonly string[],
  {
    cwd,
    seconds,
    patience = longest,
  }: { readonly cwd: string; readonly seconds: number; readonly patience?: number },
): boolean {
  const limited = ['sh', '-c', `ulimit -t ${seconds}; exec "$@"`, 'sh', ...args];
  const { status } = spawnSync('timeout', ['--signal=KILL', String(patience), ...limited], {
    cwd,
    stdio: 'ignore',
  });
  return status === 0;
}
