/** A node of RO-Crate's flat JSON-LD graph; other nodes are named by `{ "@id": … }` alone. */
export interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly [property: string]: unknown;
}

export const ref = (id: string) => ({ '@id': id });
