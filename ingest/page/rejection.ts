/** Why a text is not a page that we can read; `ParsedMessage` has no such member. */
export interface PageRejection {
  readonly reason: string;
}
