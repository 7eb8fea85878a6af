/**
 * Imports the module given as argument and prints a `DoorReport`. Runs in a process of its own, so that nothing
 * is loaded before. Started by `scripts/check-door.ts`.
 */
import { writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { performance } from "node:perf_hooks";
import type { DoorReport } from "./door-report.ts";

const [url] = process.argv.slice(2);
if (url === undefined) throw new TypeError("give the URL of a module");

const loaded = new Set<string>();
registerHooks({
  resolve(specifier, context, nextResolve) {
    const found = nextResolve(specifier, context);
    loaded.add(found.url);
    return found;
  },
});

const before = new Set(process.getActiveResourcesInfo());
const start = performance.now();
const module = (await import(url)) as Readonly<Record<string, unknown>>;
const report: DoorReport = {
  loaded: [...loaded],
  exports: Object.keys(module),
  open: process.getActiveResourcesInfo().filter((name) => !before.has(name)),
  milliseconds: Math.round(performance.now() - start),
};
writeSync(process.stdout.fd, `${JSON.stringify(report)}\n`);
if (report.open.length > 0) process.exit(); // it would not end by itself
