/** Bytes of a cache line of every x86 processor, and of a page of memory. */
export const lineBytes = 64;
export const pageBytes = 4096;

/** CLWBs that flushing a page takes (`dax_writeback_one` flushes all of it). */
export const linesPerPage = pageBytes / lineBytes;
