/**
 * The package as a stranger gets it: built, packed, looked through, linted, installed and used.
 * Takes seconds, so it is not part of `npm run check`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { reportProblems, type Problem } from "./house/problem.ts";
import { pack } from "./package/pack.ts";
import { packageProblems } from "./package/package-problems.ts";
import { tryPackage } from "./package/try-package.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "parley-package-"));
const problems: Problem[] = [];

try {
  const packed = pack(root, folder);
  problems.push(...packageProblems(packed.files));

  const linted = await publint({
    strict: true,
    pack: { tarball: new Uint8Array(readFileSync(packed.tarball)).buffer },
  });
  for (const message of linted.messages) {
    const text = formatMessage(message, linted.pkg, { color: false }) ?? message.code;
    problems.push({ path: "package.json", level: message.type === "error" ? "error" : "warning", text });
  }

  const app = join(folder, "app");
  mkdirSync(app);
  if (problems.length === 0) tryPackage(root, packed.tarball, app);
  reportProblems(problems, `the package works: ${packed.files.length} files`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
