import { spawnSync } from 'node:child_process';
import { Fault } from '../fault.ts';

/** What signatures are made for: one made for anything else (a commit, a mail) counts for nothing here. */
export const namespace = 'warrant';

export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * OpenSSH's own signing tool, the one that git signs with.
 * @throws Fault `lacking` where it is not installed.
 */
export function sshKeygen(args: readonly string[], input = ''): Said {
  const { status, stdout, stderr, error } = spawnSync('ssh-keygen', args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' },
  });
  if (error) {
    throw new Fault(
      'lacking',
      'ssh-keygen is not installed',
      'run: apt-get install -y --no-install-recommends openssh-client',
      error,
    );
  }
  return { code: status, out: stdout, err: stderr };
}
