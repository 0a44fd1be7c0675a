import { readFileSync } from 'node:fs';
import { approachHref, reviewApproaches } from '../approaches.ts';
import { claims } from '../claims.ts';
import { experiment, experiments, hypotheses, reviews, runs, traces, verdicts } from '../data.ts';
import { essays } from '../essays.ts';
import { count, day } from '../format.ts';
import { glossary } from '../glossary.ts';
import {
  experimentHref,
  href,
  hypothesisHref,
  personHref,
  runHref,
  slug,
  traceHref,
} from '../href.ts';
import { settings } from '../names.ts';
import { root } from '../root.ts';
import { approachName, conditionsOf, traceTitle } from '../trace-title.ts';
import type { Source } from './builder.ts';
import type { Doc } from './shapes.ts';

/** What the project wrote and measured, one document a page or entry. */
export function* laboratorySources(): Generator<Source> {
  for (const essay of essays) {
    const { title, description, date, answers } = essay.head;
    const prose = proseOf(`site/content/essays/${essay.id}.mdx`);
    yield source(
      {
        type: 'essay',
        title,
        href: essay.href,
        about: `${day(date)} · ${description}`,
        ...(answers ? { also: answers } : {}),
      },
      prose,
    );
  }
  for (const review of reviews()) {
    yield source(
      {
        type: 'review',
        title: review.title,
        href: href(`/reviews/${review.id}/`),
        about: review.question,
      },
      review.threads.map((thread) => thread.subject).join(' '),
    );
  }
  for (const one of reviewApproaches()) {
    const { approach, review } = one;
    yield source(
      {
        type: 'approach',
        title: approach.name,
        also: [approach.id],
        href: approachHref(one),
        about: `${review.title} · ${approach.argued.join(', ')}`,
      },
      `${approach.vocabulary.join(' ')} ${Object.values(approach)
        .filter((value) => typeof value === 'string')
        .join(' ')}`,
    );
  }
  for (const one of hypotheses()) {
    const said = verdicts().filter((verdict) => verdict.hypothesis === one.id);
    const about =
      said.map((verdict) => `${verdict.verdict} (${verdict.scope})`).join(', ') || 'not run yet';
    yield source(
      {
        type: 'hypothesis',
        title: one.statement,
        also: [one.id],
        href: hypothesisHref(one.id),
        about,
      },
      one.predicate,
    );
  }
  for (const one of experiments()) {
    yield source(
      {
        type: 'experiment',
        title: one.title,
        also: [one.id],
        href: experimentHref(one.id),
        about: one.question,
      },
      `${one.workload} ${one.metrics.join(' ')} ${one.substrates.join(' ')} ${Object.keys(one.parameters).join(' ')}`,
    );
  }
  for (const run of runs()) {
    const title = experiment(run.experiment)?.title ?? run.experiment;
    const about = `${run.id} · scope ${run.substrate} · ${day(run.manifest.startedAt)}`;
    yield source({ type: 'run', title, href: runHref(run.id), about }, run.experiment);
  }
  for (const trace of traces()) {
    const about = `${trace.summary} Scope model, ${count(trace.steps.length, 'step')}.`;
    yield source(
      { type: 'trace', title: traceTitle(trace), href: traceHref(trace.id), about },
      `${approachName(trace)} ${settings(conditionsOf(trace))} ${trace.experiment} ${trace.invariant ?? ''}`,
    );
  }
  for (const entry of glossary()) {
    const at = href(`/glossary/#${slug(entry.term)}`);
    yield source({ type: 'glossary', title: entry.term, href: at, about: entry.is }, '');
  }
}

/** Everyone who speaks in the store or in a review: their claims, or else a search for what they wrote. */
export function* peopleSources(names: readonly string[]): Generator<Source> {
  const said = Map.groupBy(claims(), (claim) => claim.author);
  for (const name of names) {
    const reviewed = said.get(name)?.length ?? 0;
    const messages = href(`/search/?type=message&person=${encodeURIComponent(name)}`);
    yield {
      doc: {
        type: 'person',
        title: name,
        href: reviewed > 0 ? personHref(name) : messages,
        about: reviewed > 0 ? count(reviewed, 'reviewed claim') : 'messages in the store',
      },
      person: name,
      text: '',
    };
  }
}

const source = (doc: Doc, text: string): Source => ({
  doc,
  person: null,
  text: `${doc.about} ${text}`,
});

/** The prose of an MDX file: without its head, imports and the names of its components. */
function proseOf(file: string): string {
  return readFileSync(`${root}/${file}`, 'utf8')
    .replace(/^---[\s\S]*?\n---\n/, '')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/<[^>]*>/g, ' ');
}
