import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { Hypothesis } from '../../data/schema/hypothesis.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { type Catalogue, questionOf, readCatalogue } from '../evidence/catalogue.ts';
import { runOn } from '../evidence/runs/run-on.ts';
import { reportHtml } from '../evidence/verify/report-html.ts';
import { reportJson, verdictLine } from '../evidence/verify/report-json.ts';
import type { Verified } from '../evidence/verify/verified.ts';
import { verify } from '../evidence/verify/verify.ts';
import { beginning } from '../substrate/manifest.ts';
import { scopeOf } from './chosen.ts';
import { runnerOf } from './run-queued.ts';
import { tellLost } from './tell-lost.ts';
import { verifyRun } from './verify-run.ts';

export const command: Command = {
  usage:
    '[HYPOTHESIS…] [--quick] [--substrate model|guest|host] [--since INSTANT] [--report DIR] [--json] | --run ID   [--queue URL [--check]]',
  summary: 're-run the experiments on this machine and say which verdicts hold',
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    substrate: { type: 'string' },
    since: { type: 'string' },
    report: { type: 'string' },
    run: { type: 'string' },
    queue: { type: 'string' },
    check: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    if (values['run'] !== undefined) {
      return verifyRun(String(values['run']), runnerOf(values), values['json'] === true, io);
    }
    const catalogue = readCatalogue(io.root);
    const chosen = hypothesesNamed(positionals, catalogue);
    for (const hypothesis of chosen) questionOf(hypothesis, catalogue); // refused before any run
    const since = sinceOf(values);
    const began = new Date().toISOString();
    io.err(`to continue after a stop: the same command with --since ${since ?? began}\n`);
    const answers: Verified[] = [];
    for await (const answer of verify(chosen, scopesOf(values), catalogue, {
      root: io.root,
      env: io.env,
      quick: values['quick'] === true,
      signal: io.signal,
      progress: (line) => io.err(`${line}\n`),
      ...(since === undefined ? {} : { since }),
      // The figures of a host are about one machine: they are repeated on this one.
      run: (experiment, scope, options) =>
        (scope === 'host' ? runOn : runnerOf(values))(experiment, scope, options),
    })) {
      answers.push(answer);
      io.out(values['json'] === true ? ndjsonLine(verdictLine(answer)) : plainLine(answer));
    }
    io.err(`${totals(answers)}\n`);
    if (values['report']) report(String(values['report']), answers, io);
    const lost = tellLost([...new Set(answers.flatMap(({ run }) => run ?? []))], io);
    // Times differ from machine to machine: that is told, and no failure of the check.
    return answers.some(({ status, verdict }) => status === 'differs' && verdict.scope !== 'host')
      ? exitCode.checkFailed
      : lost;
  },
};

/** @throws Fault `usage` for what is no instant */
function sinceOf(values: OptionValues): string | undefined {
  const given = values['since'];
  if (given === undefined) return undefined;
  const instant = new Date(String(given));
  if (Number.isNaN(instant.getTime())) {
    throw new Fault(
      'usage',
      `--since ${JSON.stringify(given)} is no instant`,
      'give one in ISO 8601, such as 2026-11-27T22:00:00Z',
    );
  }
  return instant.toISOString();
}

/** How much of all was repeated, and what came of it. */
function totals(answers: readonly Verified[]): string {
  const sum = (of: (answer: Verified) => number) => answers.reduce((all, one) => all + of(one), 0);
  const statuses = [...Map.groupBy(answers, ({ status }) => status)];
  return [
    `repeated ${sum(({ rerun }) => rerun.cases)} of ${sum(({ rerun }) => rerun.of)} cases`,
    ...statuses.map(([status, of]) => `${of.length} ${status}`),
  ].join(', ');
}

/** The model alone with `--quick`, else every substrate; `--substrate` names one. */
function scopesOf(values: OptionValues): readonly Scope[] {
  if (values['substrate'] !== undefined) return [scopeOf(values['substrate'])];
  return values['quick'] === true ? ['model'] : ['model', 'guest', 'host'];
}

function hypothesesNamed(names: readonly string[], catalogue: Catalogue): readonly Hypothesis[] {
  if (names.length === 0) return catalogue.hypotheses;
  return names.map((name) => {
    const found = catalogue.hypotheses.find(({ id }) => id === name);
    if (found) return found;
    throw new Fault(
      'usage',
      `no hypothesis ${JSON.stringify(name)}`,
      'name one of data/hypotheses/ without .yaml',
    );
  });
}

function plainLine({ verdict, status, why }: Verified): string {
  return `${status.padEnd(15)} ${verdict.scope.padEnd(5)} ${verdict.verdict.padEnd(12)} ${verdict.hypothesis}  (${why})\n`;
}

function report(folder: string, answers: readonly Verified[], io: Io): void {
  const target = resolve(io.cwd, folder);
  mkdirSync(target, { recursive: true });
  const begun = beginning(io.root, './warrant verify', 0);
  writeFileSync(join(target, 'verify.json'), reportJson(answers, begun));
  writeFileSync(join(target, 'verify.html'), reportHtml(answers, begun));
  io.err(`wrote ${join(target, 'verify.html')} and verify.json\n`);
}
