/**
 * What a metadata document breaks of the rules of RO-Crate 1.1 (sections 3, 4 and 5: structure,
 * root data entity, data entities); empty where it keeps them. `exists` tells of a path in the crate.
 */
export function crateFaults(document: unknown, exists: (path: string) => boolean): string[] {
  const graph = graphOf(document);
  if (!graph) return ['no @graph of entities, each with @id and @type'];
  const ids = graph.map((entity) => String(entity['@id']));
  const root = graph.find((entity) => entity['@id'] === './');
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands twice`),
    ...descriptorFaults(graph),
    ...(root ? rootFaults(root) : ['no root data entity ./']),
    ...graph.flatMap((entity) => nestedFaults(entity)),
    ...graph.flatMap((entity) => danglingFaults(entity, new Set(ids))),
    ...fileFaults(graph, root, exists),
  ];
}

type Node = Readonly<Record<string, unknown>>;

function graphOf(document: unknown): readonly Node[] | null {
  if (!isNode(document)) return null;
  const graph = document['@graph'];
  if (!Array.isArray(graph)) return null;
  const nodes = graph.filter(isNode);
  const formed = nodes.every((node) => typeof node['@id'] === 'string' && node['@type']);
  return formed && nodes.length === graph.length ? nodes : null;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function descriptorFaults(graph: readonly Node[]): string[] {
  const descriptor = graph.find((entity) => entity['@id'] === 'ro-crate-metadata.json');
  if (!descriptor) return ['no metadata descriptor ro-crate-metadata.json'];
  const [conforms] = references(descriptor['conformsTo']);
  return [
    ...(descriptor['@type'] === 'CreativeWork' ? [] : ['the descriptor is no CreativeWork']),
    ...(references(descriptor['about'])[0] === './' ? [] : ['the descriptor is not about ./']),
    ...(conforms?.startsWith('https://w3id.org/ro/crate/') ? [] : ['it conforms to no version']),
  ];
}

function rootFaults(root: Node): string[] {
  const date = root['datePublished'];
  return [
    ...(types(root).includes('Dataset') ? [] : ['the root is no Dataset']),
    ...['name', 'description', 'license'].filter((key) => !root[key]).map((key) => `no ${key}`),
    ...(typeof date === 'string' && /^\d{4}-\d{2}-\d{2}/.test(date) ? [] : ['no datePublished']),
  ];
}

/** A flat graph: no entity inside another. */
function nestedFaults(entity: Node): string[] {
  return Object.entries(entity).flatMap(([key, value]) =>
    [value]
      .flat()
      .filter((one) => isNode(one) && Object.keys(one).join() !== '@id')
      .map(() => `${entity['@id']}: ${key} nests an entity`),
  );
}

/** What is named by a fragment or a path must be described; addresses need not be. */
function danglingFaults(entity: Node, ids: ReadonlySet<string>): string[] {
  return Object.entries(entity).flatMap(([key, value]) =>
    references(value)
      .filter((id) => !ids.has(id) && !/^https?:/.test(id))
      .map((id) => `${entity['@id']}: ${key} names ${id}, which is not described`),
  );
}

function fileFaults(
  graph: readonly Node[],
  root: Node | undefined,
  exists: (path: string) => boolean,
): string[] {
  const parts = new Set(references(root?.['hasPart']));
  return graph
    .filter((entity) => types(entity).includes('File'))
    .map((entity) => String(entity['@id']))
    .flatMap((id) => [
      ...(parts.has(id) ? [] : [`${id} is no part of the root`]),
      ...(exists(id) ? [] : [`${id} is not in the crate`]),
    ]);
}

const types = (entity: Node): readonly unknown[] => [entity['@type']].flat();

function references(value: unknown): readonly string[] {
  return [value].flat().flatMap((one) => (isNode(one) && '@id' in one ? String(one['@id']) : []));
}
