/** Bytes of a cache line, and of a page of memory. */
export const lineSize = 64;
export const pageSize = 4096;
