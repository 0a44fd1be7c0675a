import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { signatureFile } from '../../data/schema/signature/signature-of.ts';
import { namespace, sshKeygen } from '../../data/schema/signature/ssh-keygen.ts';

/** `warrant bench sign --key FILE RUN…`: signs runs or reports with an SSH key, each beside its file. */
export const benchSign: Command['run'] = async ({ values, positionals, io }) => {
  const key = values['key'];
  if (key === undefined || positionals.length === 0) {
    throw new Fault(
      'usage',
      'bench sign: no key or no file',
      'give --key FILE and the runs to sign',
    );
  }
  for (const name of positionals) {
    const file = resolve(io.cwd, name);
    if (!existsSync(file)) throw new Fault('usage', `no file ${name}`, 'name a run or a report');
    rmSync(signatureFile(file), { force: true }); // ssh-keygen asks before it overwrites
    const args = ['-Y', 'sign', '-f', resolve(io.cwd, String(key)), '-n', namespace, file];
    const { code, err } = sshKeygen(args);
    if (code !== 0) {
      throw new Fault(
        'inputRefused',
        `${name}: ${visible(err.trim())}`,
        'give a key that can sign',
      );
    }
    io.out(`${signatureFile(file)}\n`);
  }
  return exitCode.done;
};
