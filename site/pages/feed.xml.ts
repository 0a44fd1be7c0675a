import type { APIRoute } from 'astro';
import { escapeUTF8 } from 'entities/escape';
import { claims } from '../lib/claims.ts';
import { hypotheses, runs, verdictFiles } from '../lib/data.ts';
import { claimHref, href, hypothesisHref } from '../lib/href.ts';
import { rulingOf } from '../lib/ruling.ts';
import { scopeOf } from '../lib/verdict.ts';
import { plain } from '../lib/visible.ts';

interface Entry {
  readonly id: string;
  readonly link: string;
  readonly title: string;
  readonly updated: string;
  readonly text: string;
}

/** Entries in the feed; a reader that polls monthly misses none in practice. */
const most = 60;

/** Atom (RFC 4287): newly accepted or edited claims, current verdicts and those they replaced. */
export const GET: APIRoute = ({ site }) => {
  const at = (path: string) => new URL(path, site).href;
  const entries = [...verdictEntries(at), ...claimEntries(at)]
    .sort((a, b) => (a.updated < b.updated ? 1 : -1))
    .slice(0, most);
  const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Warrant: new claims and changed verdicts</title>
<id>${xml(at(href('/')))}</id>
<link rel="self" href="${xml(at(href('/feed.xml')))}"/>
<updated>${entries[0]?.updated ?? new Date(0).toISOString()}</updated>
<author><name>Warrant</name></author>
${entries.map(entryOf).join('\n')}
</feed>
`;
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml' } });
};

function verdictEntries(at: (path: string) => string): Entry[] {
  return verdictFiles().flatMap((file) => {
    const link = at(hypothesisHref(file.hypothesis));
    const statement = hypotheses().find((one) => one.id === file.hypothesis)?.statement ?? '';
    const current = file.current
      .filter((verdict) => verdict.evidence.length > 0)
      .map((verdict) => {
        const ids = verdict.evidence.map((piece) => piece.run);
        const dates = runs()
          .filter((run) => ids.includes(run.id))
          .map((run) => run.manifest.startedAt);
        return {
          id: `${link}/${verdict.scope}/${ids.join('+')}`,
          link,
          title: `${verdict.verdict} (${scopeOf(verdict)}): ${file.hypothesis.replaceAll('-', ' ')}`,
          updated: dates.sort().at(-1) ?? new Date(0).toISOString(),
          text: `${statement} ${verdict.because}`,
        };
      });
    const replaced = file.superseded.map((old) => ({
      id: `${link}/superseded/${old.date}/${old.verdict.scope}`,
      link,
      title: `Superseded: ${old.verdict.verdict} (${old.verdict.scope}), ${file.hypothesis.replaceAll('-', ' ')}`,
      updated: `${old.date}T00:00:00Z`,
      text: old.why,
    }));
    return [...current, ...replaced];
  });
}

function claimEntries(at: (path: string) => string): Entry[] {
  return claims().map((claim) => {
    const link = at(claimHref(claim.id));
    const edited = claim.history
      .map((edit) => `${edit.date}T00:00:00Z`)
      .sort()
      .at(-1);
    return {
      id: link,
      link,
      title: claim.title,
      updated: edited ?? claim.date,
      text: `${claim.kind} by ${claim.author}. ${rulingOf(claim).sentence}`,
    };
  });
}

function entryOf(entry: Entry): string {
  return `<entry><id>${xml(entry.id)}</id><title>${xml(entry.title)}</title><link href="${xml(entry.link)}"/><updated>${entry.updated}</updated><summary>${xml(entry.text)}</summary></entry>`;
}

const xml = (text: string) => escapeUTF8(plain(text));
