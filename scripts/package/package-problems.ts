import type { Problem } from "../house/problem.ts";

/** Without these the package cannot be used, or not be trusted. */
const required = [
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
];

/** The only places of a published file; what is left at the top is what npm adds by itself. */
const allowed =
  /^(bin|dist|console\/dist)\/|^demo\/parley-demo\.(gguf|json)$|^(package\.json|README\.md|LICENSE|(?:CHANGELOG|SECURITY)\.md|parley\.schema\.json)$/;

/** Tests and sources do not travel: Node refuses to strip types below node_modules, so they could not even run. */
const unwanted =
  /\.(test|fixture|contract)\.(js|d\.ts)$|(?<!\.d)\.ts$|\.map$|(^|\/)contract\.js$|\.(log|sqlite3?|db)$/;

/** Bytes of all files together. A package that suddenly weighs more has something in it that nobody meant. */
const maxBytes = 8 * 1024 * 1024;
/** The demo model has a bound of its own: docs/demo-model.md. */
const maxDemoBytes = 12_000_000;

/** What is wrong with the list of files that would be published. */
export function packageProblems(
  files: readonly { readonly path: string; readonly size: number }[],
): readonly Problem[] {
  const paths = new Set(files.map(({ path }) => path));
  const error = (path: string, text: string): Problem => ({ path, level: "error", text });
  const sizeOf = (demo: boolean): number =>
    files.reduce((sum, { path, size }) => (path.startsWith("demo/") === demo ? sum + size : sum), 0);
  const [bytes, demoBytes] = [sizeOf(false), sizeOf(true)];
  return [
    ...required.filter((path) => !paths.has(path)).map((path) => error(path, "is missing from the package.")),
    ...[...paths]
      .filter((path) => !allowed.test(path) || unwanted.test(path))
      .map((path) => error(path, "does not belong into the package.")),
    ...(bytes > maxBytes
      ? [error("package.json", `the package has ${bytes} bytes, more than ${maxBytes}.`)]
      : []),
    ...(demoBytes > maxDemoBytes
      ? [error("demo", `the demo model has ${demoBytes} bytes, more than ${maxDemoBytes}.`)]
      : []),
  ];
}
