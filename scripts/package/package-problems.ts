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
  /^(bin|dist|console\/dist)\/|^(package\.json|README\.md|LICENSE|(?:CHANGELOG|SECURITY)\.md|parley\.schema\.json)$/;

/** Tests and sources do not travel: Node refuses to strip types below node_modules, so they could not even run. */
const unwanted =
  /\.(test|fixture|contract)\.(js|d\.ts)$|(?<!\.d)\.ts$|\.map$|(^|\/)contract\.js$|\.(log|sqlite3?|db)$/;

/** Bytes of all files together. A package that suddenly weighs more has something in it that nobody meant. */
const maxBytes = 8 * 1024 * 1024;

/** What is wrong with the list of files that would be published. */
export function packageProblems(
  files: readonly { readonly path: string; readonly size: number }[],
): readonly Problem[] {
  const paths = new Set(files.map(({ path }) => path));
  const error = (path: string, text: string): Problem => ({ path, level: "error", text });
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return [
    ...required.filter((path) => !paths.has(path)).map((path) => error(path, "is missing from the package.")),
    ...[...paths]
      .filter((path) => !allowed.test(path) || unwanted.test(path))
      .map((path) => error(path, "does not belong into the package.")),
    ...(bytes > maxBytes
      ? [error("package.json", `the package has ${bytes} bytes, more than ${maxBytes}.`)]
      : []),
  ];
}
