import { defineConfig } from 'vitest/config';
import { LongestFirst } from './.ci/longest-first.ts';

/** Ends a hang and nothing else: no test may fail because the machine is busy. */
const hang = 1_800_000;

export default defineConfig({
  // Packages that name source maps which they do not ship are no news.
  logLevel: 'error',
  test: {
    include: ['{cli,data,ingest,bench,site,.ci}/**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'build'],
    setupFiles: ['./.ci/laws.ts'],
    testTimeout: hang,
    hookTimeout: hang,
    expect: { poll: { timeout: hang / 3 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // It imports JSON without saying so, which Node refuses and Vite does not.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    reporters: ['default', './.ci/counting-reporter.ts'],
  },
});
