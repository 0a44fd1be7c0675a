import { appendFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Writes `passed failed skipped` of a vitest run to the file named by WARRANT_TEST_COUNTS. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env['WARRANT_TEST_COUNTS'];
    if (!file) return;
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that cannot be loaded has no tests and must still count as a failure.
      if (module.errors().length > 0) count.failed += 1;
    }
    appendFileSync(file, `${count.passed} ${count.failed + count.pending} ${count.skipped}\n`);
  }
}
