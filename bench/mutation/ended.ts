import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How long a command may use no processor at all before it is taken for one that waits forever. Milliseconds. */
const stillness = 120_000;

/**
 * Whether a command ends well. One that never would is ended by what it used: each of its processes has so much
 * processor time, and none of them may stand still for two minutes; how busy the machine is makes no difference.
 * @param seconds Of processor time, of each process.
 */
export async function endsWell(
  args: readonly string[],
  { cwd, seconds, env = {} }: { cwd: string; seconds: number; env?: Record<string, string> },
): Promise<boolean> {
  const child = spawn('sh', ['-c', `ulimit -t ${seconds}; exec "$@"`, 'sh', ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args[0]} does not start`);
  let used = -1;
  const watch = setInterval(() => {
    const now = ticksOf(pid);
    if (now - used < 10) end(pid);
    used = now;
  }, stillness);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  end(pid); // what it left behind
  return code === 0;
}

/** Kills what still runs of a session. */
function end(session: number): void {
  try {
    process.kill(-session, 'SIGKILL');
  } catch {
    // Nothing does.
  }
}

/** Processor time of a session and of what ended in it, in hundredths of a second (proc(5)). */
function ticksOf(session: number): number {
  let sum = 0;
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      if (fields[3] === session) for (const at of [11, 12, 13, 14]) sum += fields[at] ?? 0;
    } catch {
      // It ended meanwhile.
    }
  }
  return sum;
}
