/** What is read of vitest's JSON report. */
export interface TestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Counts tests that ran. A failed file in which no test failed could not be loaded and counts as one failure. */
export function countTests(report: TestReport): { readonly passed: number; readonly failed: number } {
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map(({ status }) => status);
    const failures = statuses.filter((status) => status === "failed").length;
    passed += statuses.filter((status) => status === "passed").length;
    failed += file.status === "failed" ? Math.max(1, failures) : failures;
  }
  return { passed, failed };
}
