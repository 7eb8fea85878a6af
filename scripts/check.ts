/**
 * All checks that need no build and no running program, side by side: one line for each with its time,
 * then what the failing ones said. Exit code 1 when one fails.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Check {
  readonly name: string;
  /** A script of ours, or the file that a tool's package names as its program. */
  readonly program: string;
  readonly args: readonly string[];
}

interface Result {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const root = join(import.meta.dirname, "..");

/** Slowest first: on two cores that decides when the last one ends. */
const checks: readonly Check[] = [
  { name: "dead code", program: tool("knip"), args: ["--no-progress", "--treat-config-hints-as-errors"] },
  { name: "types", program: tool("typescript", "tsc"), args: ["-p", "."] },
  { name: "console types", program: tool("typescript", "tsc"), args: ["-p", "console"] },
  { name: "browser types", program: tool("typescript", "tsc"), args: ["-p", "test/console"] },
  { name: "house", program: script("check-house"), args: [] },
  { name: "door", program: script("check-door"), args: [] },
  { name: "text", program: script("check-text"), args: [] },
  { name: "dependencies", program: script("check-dependencies"), args: [] },
  { name: "lint", program: tool("oxlint"), args: ["--format=unix"] },
  { name: "format", program: tool("oxfmt"), args: ["--check"] },
];

function script(name: string): string {
  return join(root, "scripts", `${name}.ts`);
}

function tool(packageName: string, name = packageName): string {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: string | Record<string, string>;
  };
  return join(folder, typeof bin === "string" ? bin : (bin[name] ?? ""));
}

function run({ name, program, args }: Check): Promise<Result> {
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const pieces: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
  child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const output = Buffer.concat(pieces).toString("utf8").trimEnd();
      resolve({ name, passed: code === 0, seconds: (performance.now() - started) / 1000, output });
    });
  });
}

function printLine(result: Result): void {
  const mark = result.passed ? "ok  " : "FAIL";
  console.log(`${mark} ${result.name.padEnd(14)} ${result.seconds.toFixed(1).padStart(4)} s`);
}

/** Everything that a failing check said; of a passing one, its warnings. */
function printDetails(result: Result): void {
  const lines = result.output.split("\n");
  const shown = result.passed ? lines.filter((line) => /\bwarning\b/i.test(line)) : lines;
  if (shown.length > 0) console.log(`\n${result.name}\n${shown.map((line) => `  ${line}`).join("\n")}`);
}

const started = performance.now();
const results = await Promise.all(
  checks.map(async (check) => {
    const result = await run(check);
    printLine(result);
    return result;
  }),
);
for (const result of results) printDetails(result);

const failed = results.filter((result) => !result.passed).map((result) => result.name);
const verdict = failed.length === 0 ? `${results.length} checks passed` : `failed: ${failed.join(", ")}`;
console.log(`\n${verdict} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
if (failed.length > 0) process.exitCode = 1;
