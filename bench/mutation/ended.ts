import { spawnSync } from 'node:child_process';

/** By the clock, seconds: only what waits forever takes so long, however busy the machine is. */
const patience = 3600;

/**
 * Whether a command ends well. One that never would is ended by what it used: each of its processes has so much
 * processor time, and all together an hour; how busy the machine is makes no difference.
 * @param seconds Of processor time, of each process.
 */
export function endsWell(
  args: readonly string[],
  { cwd, seconds }: { readonly cwd: string; readonly seconds: number },
): boolean {
  const limited = ['sh', '-c', `ulimit -t ${seconds}; exec "$@"`, 'sh', ...args];
  const { status } = spawnSync('timeout', ['--signal=KILL', String(patience), ...limited], {
    cwd,
    stdio: 'ignore',
  });
  return status === 0;
}
