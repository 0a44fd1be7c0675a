import type { RelationKind } from '../../data/schema/claim.ts';
import type { Exported, ExportedClaim } from './exported.ts';

interface AifNode {
  readonly nodeID: string;
  readonly text: string;
  readonly type: 'I' | 'L' | 'RA' | 'CA' | 'MA' | 'YA' | 'TA';
  readonly timestamp: string | null;
}

/** Between what is said: inference, conflict, rephrase; a reservation is a conflict with the scope of a claim. */
const schemes: Readonly<
  Record<Exclude<RelationKind, 'answers'>, readonly [AifNode['type'], string]>
> = {
  supports: ['RA', 'Default Inference'],
  attacks: ['CA', 'Default Conflict'],
  qualifies: ['CA', 'Qualification'],
  restates: ['MA', 'Default Rephrase'],
};

/**
 * Claims in the JSON of the Argument Interchange Format as AIFdb reads it: an I-node for what is claimed, an
 * L-node for who said it, a YA-node between them; answers are transitions between locutions.
 */
export function toAif({ claims, relations }: Exported): string {
  const nodes: AifNode[] = [];
  const edges: {
    readonly edgeID: string;
    readonly fromID: string;
    readonly toID: string;
    readonly formEdgeID: null;
  }[] = [];
  const link = (...path: readonly string[]) => {
    for (const [i, to] of path.entries()) {
      const fromID = path[i - 1];
      if (fromID)
        edges.push({ edgeID: String(edges.length + 1), fromID, toID: to, formEdgeID: null });
    }
  };
  for (const claim of claims) {
    const timestamp = claim.date;
    nodes.push(
      { nodeID: `I-${claim.id}`, text: claim.text, type: 'I', timestamp },
      { nodeID: `L-${claim.id}`, text: `${claim.author} : ${claim.text}`, type: 'L', timestamp },
      { nodeID: `YA-${claim.id}`, text: illocution(claim), type: 'YA', timestamp },
    );
    link(`L-${claim.id}`, `YA-${claim.id}`, `I-${claim.id}`);
  }
  for (const [i, { from, kind, to }] of relations.entries()) {
    if (kind === 'answers') {
      nodes.push({ nodeID: `S-${i + 1}`, text: 'Default Transition', type: 'TA', timestamp: null });
      link(`L-${to}`, `S-${i + 1}`, `L-${from}`);
      continue;
    }
    const [type, text] = schemes[kind];
    nodes.push({ nodeID: `S-${i + 1}`, text, type, timestamp: null });
    link(`I-${from}`, `S-${i + 1}`, `I-${to}`);
  }
  return `${JSON.stringify({ nodes, edges, locutions: locutions(claims) }, null, 1)}\n`;
}

function illocution({ kind }: ExportedClaim): string {
  return kind === 'issue' ? 'Pure Questioning' : kind === 'decision' ? 'Agreeing' : 'Asserting';
}

function locutions(claims: readonly ExportedClaim[]) {
  return claims.map(({ id, author, date, messageId }) => ({
    nodeID: `L-${id}`,
    personID: author,
    timestamp: date,
    source: messageId,
  }));
}
