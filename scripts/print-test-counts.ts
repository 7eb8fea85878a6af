/**
 * Prints "PASSED FAILED" of a JSON report of vitest, given its path. A file that could not even be loaded counts
 * as one failed test: it holds none that ran, and it must not look like success.
 */
import { readFileSync } from "node:fs";
import { countTests, type TestReport } from "./ci/count-tests.ts";

const [path] = process.argv.slice(2);
if (path === undefined) throw new TypeError("give the path of a report");
const { passed, failed } = countTests(JSON.parse(readFileSync(path, "utf8")) as TestReport);
console.log(`${passed} ${failed}`);
