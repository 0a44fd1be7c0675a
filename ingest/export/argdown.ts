import type { RelationKind } from '../../data/schema/claim.ts';
import type { Exported, ExportedClaim } from './exported.ts';

/** Relations that Argdown draws; the others stand in the statement's data. */
const drawn: Partial<Record<RelationKind, string>> = { supports: '+>', attacks: '->' };

/**
 * Claims as Argdown: one statement a claim, by id, with its title or words, approach tags, drawn relations,
 * and a data block that holds the exact quote and its place.
 */
export function toArgdown({ claims, relations }: Exported): string {
  const from = Map.groupBy(relations, (relation) => relation.from);
  const statements = claims.map((claim) => {
    const own = from.get(claim.id) ?? [];
    const arrows = own.flatMap(({ kind, to }) =>
      drawn[kind] ? [`  ${drawn[kind]} [${to}]\n`] : [],
    );
    const others = own.filter(({ kind }) => !drawn[kind]).map(({ kind, to }) => `${kind} ${to}`);
    const tags = claim.approaches.map((approach) => ` #${approach}`).join('');
    return `[${claim.id}]: ${plain(claim.title ?? claim.text)}${tags} ${data(claim, others)}\n${arrows.join('')}`;
  });
  return `===\ntitle: Claims\n===\n\n${statements.join('\n')}`;
}

/** One line in which nothing is Argdown syntax. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\[\]<>#@{}()*_+:=|`~/-]/g, (c) => (wordInner.has(c) ? c : `\\${c}`))
    .replace(/-(?=\s)|-$/g, '\\-');
}

/** Harmless where no white space follows. */
const wordInner = new Set(['-']);

/** A YAML flow mapping of JSON strings. Braces inside are escaped, since the lexer ends the block at one. */
function data(claim: ExportedClaim, others: readonly string[]): string {
  const members = {
    author: claim.author,
    date: claim.date,
    kind: claim.kind,
    stance: claim.stance,
    origin: claim.origin,
    ...(claim.ruling !== null && { ruling: claim.ruling }),
    message: claim.messageId,
    start: claim.start,
    end: claim.end,
    quote: claim.text,
    ...(others.length > 0 && { relations: others }),
  };
  const text = Object.entries(members)
    .map(([name, value]) => `${name}: ${safeJson(value)}`)
    .join(', ');
  return `{${text}}`;
}

const safeJson = (value: unknown) =>
  JSON.stringify(value).replace(
    /[{}<>#@*_/\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
