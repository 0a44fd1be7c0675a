import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { readFollowed, writeFollowed } from '../../data/schema/followed.ts';
import { jsonDocument } from '../../data/schema/format.ts';

export const command: Command = {
  usage: '[SOURCE…] [--stop] [--json]',
  summary: 'remember sources of mail, or with --stop forget them; without any, list them',
  options: { stop: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ values, positionals, io }) {
    const before = readFollowed(io.root);
    const named = positionals.map((source) => sourceOf(source, io, values['stop'] !== true));
    const followed =
      values['stop'] === true
        ? before.filter(({ source }) => !named.includes(source))
        : [...before, ...added(named, before)];
    if (values['stop'] === true) refuseUnknown(named, before);
    if (named.length > 0) writeFollowed(io.root, followed);
    if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, followed }));
    else for (const { source, since } of followed) io.out(`${since} ${visible(source)}\n`);
    return exitCode.done;
  },
};

function added(named: readonly string[], before: readonly { readonly source: string }[]) {
  const known = new Set(before.map(({ source }) => source));
  const since = new Date().toISOString().slice(0, 10);
  return [...new Set(named)].filter((one) => !known.has(one)).map((source) => ({ source, since }));
}

/** An address or a Message-ID as it is; a path so that it means the same from every folder. */
function sourceOf(name: string, io: Io, mustExist: boolean): string {
  if (name === '-') {
    throw new Fault('usage', 'follow: standard input ends', 'name a file, folder or address');
  }
  if (/^https?:\/\//i.test(name) || /^<[^<>\s]+>$/.test(name)) return name;
  const path = resolve(io.cwd, name);
  if (existsSync(path) || !mustExist) return path; // one that is gone can be forgotten
  throw new Fault('inputRefused', `${name}: no such file or folder`, 'check the path');
}

function refuseUnknown(named: readonly string[], before: readonly { readonly source: string }[]) {
  const known = new Set(before.map(({ source }) => source));
  const foreign = named.find((one) => !known.has(one));
  if (foreign !== undefined || named.length === 0) {
    throw new Fault(
      'usage',
      `follow: ${foreign ?? 'nothing named'}`,
      'name one of ./warrant follow',
    );
  }
}
