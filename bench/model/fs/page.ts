/** Cache lines of 64 B in a page of 4 KiB: CLWBs that flushing it takes (`dax_writeback_one` flushes all of it). */
export const linesPerPage = 64;
