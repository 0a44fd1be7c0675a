import { instance } from '@viz-js/viz';
import { says } from './argument.ts';
import type { SiteClaim } from './claims.ts';
import { claimHref } from './href.ts';
import { marks, summary } from './verdict.ts';
import { plain } from './visible.ts';

/** The argument among these claims as static SVG; every node is a link. Graphviz runs at build time. */
export async function argumentSvg(claims: readonly SiteClaim[]): Promise<string> {
  const viz = await instance();
  const ids = new Set(claims.map((claim) => claim.id as string));
  const nodes = claims.map(
    (claim) =>
      `${quoted(claim.id)} [label=${quoted(labelOf(claim))}, URL=${quoted(claimHref(claim.id))}, target="_self", class=${quoted(`node-${claim.stance}`)}]`,
  );
  const edges = claims.flatMap((claim) =>
    says(claim)
      .filter((edge) => ids.has(edge.other.id))
      .map(
        (edge) =>
          `${quoted(claim.id)} -> ${quoted(edge.other.id)} [class=${quoted(`edge-${edge.kind}`)}, ${edgeStyle[edge.kind]}]`,
      ),
  );
  const dot = `digraph {
    graph [rankdir=LR, nodesep=0.12, ranksep=0.5, bgcolor=transparent, margin=0]
    node [shape=box, margin="0.1,0.05", fontname="IBM Plex Sans", fontsize=10, penwidth=0.75]
    edge [arrowsize=0.6, penwidth=0.9]
    ${[...nodes, ...edges].join('\n')}
  }`;
  const svg = viz.renderString(dot, { format: 'svg', engine: 'dot' });
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll('xlink:href', 'href')
    .replace(/ xmlns:xlink="[^"]*"/, '')
    .replaceAll(/ xlink:title="[^"]*"/g, '')
    .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
    .replaceAll(/<!--.*?-->\n?/gs, '')
    .replace(
      '<svg ',
      '<svg class="map" role="group" aria-label="Argument map; the table below has the same" ',
    );
}

const edgeStyle = {
  supports: 'arrowhead=normal',
  restates: 'arrowhead=normal, style=dotted',
  attacks: 'arrowhead=tee, penwidth=1.4',
  qualifies: 'arrowhead=odot',
  answers: 'arrowhead=vee, style=dashed',
} as const;

function labelOf(claim: SiteClaim): string {
  return `${wrap(
    `${summary(claim)
      .map((value) => marks[value])
      .join('')} ${plain(claim.title)}`,
    34,
  )}\\n${plain(claim.author)}`;
}

function wrap(text: string, width: number): string {
  const lines = [''];
  for (const word of escaped(text).split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > width && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\\n');
}

/** DOT has two escapes in a quoted string, for the quote and (in labels) the backslash. */
const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', "'");
const quoted = (text: string) => `"${text.replaceAll('"', "'")}"`;
