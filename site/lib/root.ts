/** Root of the project (where `data/` lies); the build starts there. */
export const root = process.env['WARRANT_ROOT'] ?? process.cwd();

/** The store that the pages are made from. */
export const storeFile = process.env['WARRANT_STORE'] ?? `${root}/build/warrant.sqlite`;
