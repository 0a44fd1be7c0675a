/** Reductions of the search. Each keeps every verdict; a test switches each off and compares. */
export interface Reductions {
  /** Images that differ only in lines that recovery and oracle do not read are checked once. */
  readonly reads: boolean;
  /** Machine states reached by several interleavings are continued once. */
  readonly states: boolean;
  /**
   * Partial order: movers go with their neighbours, writes between two fences are one step, and a crash point is left out where a
   * later one leaves every image that it leaves, under the same promises.
   */
  readonly order: boolean;
}

export const allReductions: Reductions = { reads: true, states: true, order: true };

export interface ExploreOptions {
  readonly reductions: Reductions;
  /** Crash states checked before the search stops and says so. */
  readonly budget: number;
}
