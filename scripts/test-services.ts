/**
 * The tests that need a database server: finds PostgreSQL or, as root on Debian, installs it; starts one of its own
 * in a temporary folder, runs the tests with `PARLEY_TEST_POSTGRES`, and stops it. Words after `--` go to vitest.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "./services/postgres.ts";
import { findPostgresPrograms } from "./services/postgres-programs.ts";

const root = join(import.meta.dirname, "..");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

function isInstalled(): boolean {
  return findPostgresPrograms(process.env["PATH"] ?? "") !== undefined;
}

/** Debian starts a server of its own at installation: it is stopped, but only if it came with this installation. */
function install(): void {
  const quiet = { stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  console.log("installing postgresql");
  execFileSync("apt-get", ["update", "-qq"], quiet);
  execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], {
    ...quiet,
    env,
  });
  const lines = execFileSync("pg_lsclusters", ["--no-header"], { encoding: "utf8" }).trim().split("\n");
  for (const [version = "", name = "", , status = ""] of lines.map((line) => line.split(/\s+/))) {
    if (status.startsWith("online")) execFileSync("pg_ctlcluster", [version, name, "stop"], quiet);
  }
}

/** Runs the tests, and gives their exit code. */
async function runTests(url: string): Promise<number> {
  const child: ChildProcess = spawn(
    process.execPath,
    [vitest, "run", "--project", "services", ...process.argv.slice(2)],
    { cwd: root, env: { ...process.env, PARLEY_TEST_POSTGRES: url }, stdio: "inherit" },
  );
  // The database outlives the tests, so that it is stopped in order.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<number> {
  if (!isInstalled()) {
    if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
      console.error(
        "These tests need PostgreSQL: install it (Debian's package is `postgresql`), or put initdb on the PATH.",
      );
      return 1;
    }
    install();
  }
  const postgres = await startPostgres();
  try {
    return await runTests(postgres.url);
  } finally {
    await postgres.stop();
  }
}

process.exitCode = await main();
