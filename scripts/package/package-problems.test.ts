import { expect, test } from "vitest";
import { packageProblems } from "./package-problems.ts";

const good = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "parley.schema.json",
  "bin/parley.js",
  "dist/index.js",
  "dist/index.d.ts",
  "SECURITY.md",
  "console/dist/index.html",
  "dist/lib/sse.js",
];

function check(paths: readonly string[], size = 100): readonly string[] {
  return packageProblems(paths.map((path) => ({ path, size }))).map(
    (problem) => `${problem.path} ${problem.text}`,
  );
}

test("a tidy package has no problems", () => {
  expect(check(good)).toEqual([]);
});

test.each(good.slice(0, 10))("%s must be there", (path) => {
  expect(check(good.filter((each) => each !== path))).toEqual([`${path} is missing from the package.`]);
});

test.each([
  "dist/lib/sse.test.js",
  "dist/lib/sse.test.d.ts",
  "dist/stores/contract.js",
  "dist/lib/sse.fixture.js",
  "dist/lib/sse.ts",
  "dist/lib/sse.js.map",
  "src/lib/sse.ts",
  "test/a.js",
  "docs/house.md",
  ".ci/run",
  "dist/parley.sqlite",
])("%s must not", (path) => {
  expect(check([...good, path])).toEqual([`${path} does not belong into the package.`]);
});

test("the demo model may be in it, up to its own weight", () => {
  const files = [...good, "demo/parley-demo.json"].map((path) => ({ path, size: 100 }));
  const model = (size: number) => [...files, { path: "demo/parley-demo.gguf", size }];
  expect(packageProblems(model(11_000_000))).toEqual([]);
  expect(packageProblems(model(12_000_000)).map(({ path }) => path)).toEqual(["demo"]);
});

test("a package that weighs too much", () => {
  expect(check(good, 1024 * 1024)[0]).toContain(`${good.length * 1024 * 1024} bytes`);
});
