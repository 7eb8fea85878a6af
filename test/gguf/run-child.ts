import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Runs `child.ts` on model files. @returns its facts, one for each file, in their order. */
export async function runChild<Facts>(
  job: "chat" | "resolve" | "embed" | "refuse",
  files: readonly string[],
): Promise<Facts[]> {
  const child = join(import.meta.dirname, "child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [child, job, ...files]);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Facts[];
}
