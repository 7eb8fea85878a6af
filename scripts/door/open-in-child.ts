import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DoorReport } from "./door-report.ts";

/** Milliseconds in which a module must be imported and its process must have ended by itself. */
const limitMs = 10_000;

/** Imports the file in a process of its own; throws an `Error` with the process's words when that fails. */
export function openInChild(file: string): DoorReport {
  const script = join(import.meta.dirname, "open-door.ts");
  const child = spawnSync(process.execPath, [script, pathToFileURL(file).href], {
    encoding: "utf8",
    timeout: limitMs,
  });
  if (child.status !== 0) {
    const reason = child.signal === null ? child.stderr.trim() : `it had not ended after ${limitMs / 1000} s`;
    throw new Error(`importing it fails: ${reason}`);
  }
  const lines = child.stdout.trimEnd().split("\n");
  const report = JSON.parse(lines.pop() ?? "") as DoorReport;
  if (lines.length > 0 || child.stderr !== "")
    throw new Error(`importing it prints: ${lines.join("\n")}${child.stderr}`);
  return report;
}
