import { instance } from '@viz-js/viz';
import type { RelationKind, Stance } from '../../data/schema/claim.ts';

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** Under the label, such as who said it. */
  readonly by: string;
  readonly href: string;
  readonly stance: Stance;
}

export interface GraphEdge {
  readonly from: string;
  readonly kind: RelationKind;
  readonly to: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Points; a map this wide stands in the page at its natural size. */
const pageWidth = 720;

/** Characters of a label's line, widest first, lying before upright: the first that fits the page is taken. */
const shapes = [
  ['LR', 34],
  ['LR', 26],
  ['TB', 34],
  ['TB', 24],
  ['LR', 20],
  ['TB', 18],
] as const;

/**
 * An argument as static SVG; every node is a link. Graphviz runs at build time. The map takes the first shape
 * that stands in the page at its natural size, or else the narrowest.
 */
export async function drawGraph(graph: Graph, says: string): Promise<string> {
  let narrowest: Drawn | undefined;
  for (const [rankdir, line] of shapes) {
    const drawn = await rendered(graph, rankdir, line);
    if (!narrowest || drawn.width < narrowest.width) narrowest = drawn;
    if (drawn.width <= pageWidth) break;
  }
  return dressed(narrowest?.svg ?? '', says);
}

interface Drawn {
  readonly svg: string;
  readonly width: number;
}

async function rendered(
  { nodes, edges }: Graph,
  rankdir: 'LR' | 'TB',
  line: number,
): Promise<Drawn> {
  const viz = await instance();
  // Graphviz knows the widths of Arial and guesses those of others too small; the page shows its own face, a little wider.
  const dot = `digraph {
    graph [rankdir=${rankdir}, nodesep=0.12, ranksep=0.4, bgcolor=transparent, margin=0]
    node [shape=box, margin="0.16,0.06", fontname="Arial", fontsize=10, penwidth=0.75]
    edge [arrowsize=0.6, penwidth=0.9]
    ${nodes.map((node) => nodeLine(node, line)).join('\n')}
    ${edges.map(edgeLine).join('\n')}
  }`;
  const svg = viz.renderString(dot, { format: 'svg', engine: 'dot' });
  return { svg, width: Number(/<svg width="([\d.]+)pt"/.exec(svg)?.[1] ?? 0) };
}

const nodeLine = ({ id, label, by, href, stance }: GraphNode, line: number) =>
  `${quoted(id)} [label=${quoted(`${wrap(label, line)}\\n${wrap(by, line)}`)}, URL=${quoted(href)}, target="_self", class=${quoted(`node-${stance}`)}]`;

const edgeLine = ({ from, kind, to }: GraphEdge) =>
  `${quoted(from)} -> ${quoted(to)} [class=${quoted(`edge-${kind}`)}, ${edgeStyle[kind]}]`;

const edgeStyle = {
  supports: 'arrowhead=normal',
  restates: 'arrowhead=normal, style=dotted',
  attacks: 'arrowhead=tee, penwidth=1.4',
  qualifies: 'arrowhead=odot',
  answers: 'arrowhead=vee, style=dashed',
} as const;

function dressed(svg: string, says: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll('xlink:href', 'href')
    .replaceAll(' font-family="Arial"', '')
    .replace(/ xmlns:xlink="[^"]*"/, '')
    .replaceAll(/ xlink:title="[^"]*"/g, '')
    .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
    .replaceAll(/<!--.*?-->\n?/gs, '')
    .replace('<svg ', `<svg class="map" role="group" aria-label="${says}" `);
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
