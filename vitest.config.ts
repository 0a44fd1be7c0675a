import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Packages that name source maps which they do not ship are no news.
  logLevel: 'error',
  test: {
    include: ['{cli,data,ingest,bench,site,.ci}/**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'build'],
    testTimeout: 30_000,
    // A browser on a busy machine may take seconds over what it otherwise does at once.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // It imports JSON without saying so, which Node refuses and Vite does not.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    reporters: ['default', './.ci/counting-reporter.ts'],
  },
});
