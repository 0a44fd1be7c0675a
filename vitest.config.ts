import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{cli,data,ingest,bench,site,.ci}/**/*.test.ts'],
    exclude: ['node_modules', 'dist', 'build'],
    testTimeout: 30_000,
    // A browser on a busy machine may take seconds over what it otherwise does at once.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    reporters: ['default', './.ci/counting-reporter.ts'],
  },
});
