/** Settings that change all the time, a fifth of them wrong, while calls are made. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processTree, readMemory } from "../../bench/lib/process-meter.ts";
import type { Violation } from "../checker/violation.ts";
import { waitUntil } from "../lib/wait-until.ts";
import { descriptors } from "../load/descriptors.ts";
import { type LoadHouse, startLoadHouse } from "../load/load-house.ts";
import { startPacedUpstream } from "../load/paced-upstream.ts";
import { startTraffic } from "../load/traffic.ts";
import type { Outcome, World } from "./scenario.ts";
import { unexpectedEnds } from "./tell.ts";

const sizes = {
  short: { reloads: 60, everyMs: 330, callsPerSecond: 40, streams: 20 },
  full: { reloads: 2_000, everyMs: 300, callsPerSecond: 50, streams: 50 },
} as const;

/** One of so many is wrong. */
const wrongEvery = 5;

/** What must hold. */
const mostFiles = 8;
/** Of each process, from the fifth of the changes on: before, it grows to what it needs. */
const mostGrowth = 64 * 1024 * 1024;
/** A change holds within that time of the file's last change, in milliseconds. */
const holdsWithinMs = 2_000;

export async function runReload(world: World): Promise<Outcome> {
  const upstream = await startPacedUpstream(world.cleanup);
  const house = await startLoadHouse(world, "reload", {
    settings: settingsOf(upstream, 0),
    words: world.size === "full" ? ["--workers", "2"] : [],
  });
  const { reloads, everyMs, callsPerSecond, streams } = sizes[world.size];
  const load = startTraffic({
    port: house.port,
    key: house.key,
    model: () => "steady",
    callsPerSecond,
    streams,
    streamMs: () => 500 + world.random.below(5_000),
  });
  await load.running;
  await sleep(3_000);
  const before = measure(house);
  const { wrong, last, warm } = await change(world, house, upstream, { reloads, everyMs });
  const found: Violation[] = [];
  const say = (rule: string, what: string): void => void found.push({ invariant: "I7", rule, what });
  const holds = await waitUntil(holdsWithinMs, 50, () => answers(house, `named-${last}`));
  if (!holds) say("not-in-force", `the model of change ${last} is not known after ${holdsWithinMs} ms`);
  const report = await load.stop();
  for (const what of report.failures) say("noticed", what);
  await sleep(6_000);
  const after = measure(house);
  if (after.files > before.files + mostFiles)
    say("descriptors", `${before.files} before, ${after.files} after`);
  const growth = after.rss - warm;
  if (growth > mostGrowth * processTree(house.server.pid).length)
    say("memory", `${megabytes(growth)} MB more`);
  const log = readFileSync(house.log, "utf8");
  const refused = log.split("\n").filter((line) => line.includes("were not reloaded")).length;
  // An editor that writes in place leaves the file empty for a moment, and on a busy machine that moment may be seen.
  const told = log
    .split("\n")
    .filter((line) => /not reloaded.*(?:line \d+.*steady|The file is empty)/.test(line)).length;
  if (refused < wrong / 2) say("not-told", `${refused} of ${wrong} wrong files are in the log`);
  if (told < refused) say("no-place", `${refused - told} lines of the log do not say where the fault is`);
  const versions = await versionsOf(house);
  if (versions.unknown > 0) say("no-version", `${versions.unknown} rows name no settings`);
  if (versions.distinct < (reloads - wrong) / 4)
    say("one-version", `${versions.distinct} versions in the books of ${reloads - wrong} changes`);
  found.push(...unexpectedEnds(house.server));
  await house.server.stop();
  return {
    counted: `${reloads} changes, ${wrong} of them wrong (${refused} told), under ${callsPerSecond} calls/s and ${streams} streams: ${report.calls} calls and ${report.streams} streams, ${report.failures.length} failed; ${versions.distinct} versions in the books; ${before.files} files open before, ${after.files} after; ${megabytes(growth)} MB more`,
    violations: found,
  };
}

function settingsOf(upstream: number, number: number): string {
  const provider = (name: string, idle: number): string =>
    `  ${name}: { type: openai-compatible, baseUrl: "http://127.0.0.1:${upstream}/v1", apiKey: key-${idle}, timeouts: { idle: ${60_000 + idle}ms } }\n`;
  // One provider is another one each time, the other stays as it is; calls go to both by turns.
  return (
    // What a machine does that is too small for all this at once is another scenario.
    `overload: { turn: 1s }\nproviders:\n${provider("changing", number)}${provider("staying", 0)}` +
    "models:\n  steady: { strategy: weighted, targets: [{ provider: changing, model: mock }, { provider: staying, model: mock }] }\n" +
    `  named-${number}: { targets: [{ provider: changing, model: mock }] }\n` +
    `prices:\n  changing/*: { input: ${(1 + number / 1_000).toFixed(3)}, output: 2 }\n`
  );
}

/** Ways in which a file can be wrong; all of them tell of the model `steady`. */
const faults: readonly ((text: string) => string)[] = [
  (text) => text.replace("provider: staying", "provider: stayng"),
  (text) => text.replace("strategy: weighted", "strategy: heaviest"),
  (text) => text.replace("steady: {", "steady: { colour: red,"),
];

async function change(
  { random }: World,
  house: LoadHouse,
  upstream: number,
  { reloads, everyMs }: { readonly reloads: number; readonly everyMs: number },
): Promise<{ readonly wrong: number; readonly last: number; readonly warm: number }> {
  let wrong = 0;
  let warm = 0;
  let last = 0;
  for (let number = 1; number <= reloads; number++) {
    const begun = performance.now();
    const text = `log: { level: info }\n${settingsOf(upstream, number)}`;
    const isWrong = number % wrongEvery === 0 && number < reloads;
    if (isWrong) wrong++;
    else last = number;
    const fault = faults[random.below(faults.length)];
    put(house.config, isWrong && fault !== undefined ? fault(text) : text, random.below(2) === 0);
    if (random.below(10) === 0) process.kill(house.server.pid, "SIGHUP");
    if (number === Math.floor(reloads / 5)) warm = measure(house).rss;
    await sleep(Math.max(0, everyMs - (performance.now() - begun)));
  }
  return { wrong, last, warm };
}

/** As editors do: in place, or by a new file in its stead. */
function put(path: string, text: string, replace: boolean): void {
  if (!replace) return writeFileSync(path, text);
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

async function answers(house: LoadHouse, model: string): Promise<boolean> {
  const response = await fetch(`${house.server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${house.key}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "hi" }] }),
    signal: AbortSignal.timeout(5_000),
  });
  await response.body?.cancel();
  return response.status === 200;
}

function measure({ server }: LoadHouse): { readonly files: number; readonly rss: number } {
  const pids = processTree(server.pid);
  return { files: descriptors(pids), rss: readMemory(pids).rssBytes };
}

async function versionsOf(
  house: LoadHouse,
): Promise<{ readonly distinct: number; readonly unknown: number }> {
  const lines = (await house.parley("ledger", "export", "--json")).split("\n").filter((line) => line !== "");
  const versions = lines.map(
    (line) => (JSON.parse(line) as { readonly settings_version?: unknown }).settings_version,
  );
  return {
    distinct: new Set(versions).size,
    unknown: versions.filter((version) => typeof version !== "string").length,
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
