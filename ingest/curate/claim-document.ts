import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Document, isMap, isSeq, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { ClaimFile, type CuratedClaim } from '../../data/schema/claim.ts';
import { parseYaml } from '../../data/schema/yaml.ts';

const style = { lineWidth: 0, flowCollectionPadding: true } as const;

/** A claim file open for editing: comments, order and layout of what is not touched stay as they are. */
export class ClaimDocument {
  readonly file: string;
  readonly #document: Document;

  private constructor(file: string, document: Document) {
    this.file = file;
    this.#document = document;
  }

  /** Opens a file, or starts one for a message. */
  static open(file: string, head: Omit<ClaimFile, 'claims'>): ClaimDocument {
    if (existsSync(file)) return new ClaimDocument(file, parseDocument(readFileSync(file, 'utf8')));
    const document = new Document(new YAMLMap());
    document.commentBefore =
      ' The mail itself is not in the repository; the hash identifies each quote once the thread is ingested.';
    document.set('review', head.review);
    document.set(
      'message',
      mapOf({
        id: quoted(head.message.id),
        author: quoted(head.message.author),
        date: quoted(head.message.date),
      }),
    );
    document.set('claims', new YAMLSeq());
    return new ClaimDocument(file, document);
  }

  /** Puts a claim in order of its position, or in place of the one with its id. */
  put(claim: CuratedClaim): void {
    const claims = this.#claims();
    const node = claimNode(claim);
    const at = claims.items.findIndex((item) => isMap(item) && item.get('id') === claim.id);
    if (at >= 0) claims.items[at] = keepComments(claims.items[at], node);
    else {
      const startOf = (item: unknown) =>
        isMap(item) ? Number(item.getIn(['position', 'start'])) : 0;
      const next = claims.items.findIndex((item) => startOf(item) > claim.position.start);
      claims.items.splice(next < 0 ? claims.items.length : next, 0, node);
    }
  }

  remove(id: string): void {
    const claims = this.#claims();
    claims.items = claims.items.filter((item) => !(isMap(item) && item.get('id') === id));
  }

  #claims(): YAMLSeq {
    const claims = this.#document.get('claims');
    if (!isSeq(claims)) throw new Error(`${this.file}: claims is no list`);
    claims.flow = false;
    return claims;
  }

  /** Writes the file as a whole or not at all; what is written is checked against the schema first. */
  save(): void {
    const text = this.#document.toString(style);
    parseYaml(text, this.file, ClaimFile);
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.tmp`, text);
    renameSync(`${this.file}.tmp`, this.file);
  }
}

function keepComments(old: unknown, node: YAMLMap): YAMLMap {
  if (isMap(old) && old.commentBefore) node.commentBefore = old.commentBefore;
  return node;
}

/** Prose in double quotes, as a diff of one word should show one word. */
function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function mapOf(members: Readonly<Record<string, unknown>>, flow = false): YAMLMap {
  const map = new YAMLMap();
  map.flow = flow;
  for (const [name, value] of Object.entries(members))
    if (value !== undefined) map.set(name, value);
  return map;
}

function listOf(items: readonly unknown[], flow: boolean): YAMLSeq {
  const list = new YAMLSeq();
  list.flow = flow;
  for (const item of items) list.add(item);
  return list;
}

/** The layout of a claim: short structures on one line, prose quoted, members in the schema's order. */
function claimNode(claim: CuratedClaim): YAMLMap {
  const { quote, target, relations, judgement, history } = claim;
  return mapOf({
    id: claim.id,
    kind: claim.kind,
    stance: claim.stance,
    title: quoted(claim.title),
    approaches: listOf(claim.approaches, true),
    position: mapOf(claim.position, true),
    hash: claim.hash,
    quote:
      quote &&
      mapOf({
        exact: quoted(quote.exact),
        prefix: quoted(quote.prefix),
        suffix: quoted(quote.suffix),
      }),
    target:
      target &&
      mapOf(
        {
          message: quoted(target.message),
          position: target.position && mapOf(target.position, true),
        },
        true,
      ),
    relations:
      relations.length > 0
        ? listOf(
            relations.map((r) => mapOf(r, true)),
            false,
          )
        : undefined,
    judgement: judgement === undefined ? undefined : quoted(judgement),
    history:
      history.length > 0
        ? listOf(
            history.map((h) =>
              mapOf({ date: quoted(h.date), by: quoted(h.by), what: quoted(h.what) }, true),
            ),
            false,
          )
        : undefined,
  });
}
