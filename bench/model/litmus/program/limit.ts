/** Limits for hostile files: longer ones would keep the exploration busy for ever. */
export const limit = { characters: 65_536, threads: 8, operations: 256 } as const;
