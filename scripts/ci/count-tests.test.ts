import { expect, test } from "vitest";
import { countTests } from "./count-tests.ts";

const file = (status: string, ...statuses: readonly string[]) => ({
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

test("tests are counted over all files; skipped ones are neither", () => {
  const testResults = [
    file("passed", "passed", "passed", "skipped"),
    file("failed", "passed", "failed", "failed"),
  ];
  expect(countTests({ testResults })).toEqual({ passed: 3, failed: 2 });
});

test("a file that could not be loaded is a failure", () => {
  expect(countTests({ testResults: [file("failed"), file("passed", "passed")] })).toEqual({
    passed: 1,
    failed: 1,
  });
});

test("a file whose tests passed and whose end failed is a failure", () => {
  expect(countTests({ testResults: [file("failed", "passed")] })).toEqual({ passed: 1, failed: 1 });
});
