/** `npm run prove`: what happens to the books when things go wrong. See docs/proof.md. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanUpOnSignals, createCleanup, runMain } from "../bench/lib/cleanup.ts";
import { createSeededRandom, hashText } from "../src/lib/seeded-random.ts";
import type { Violation } from "./checker/violation.ts";
import type { Database } from "./databases/database.ts";
import { openPostgresDatabase } from "./databases/postgres-database.ts";
import { sqliteDatabase } from "./databases/sqlite-database.ts";
import { type DatabaseName, type Options, readOptions, usage } from "./options.ts";
import type { Line } from "./report/report.ts";
import { writeReport } from "./report/write-report.ts";
import { type Entry, scenarios } from "./scenarios/scenarios.ts";
import { runMoney } from "./scenarios/money.ts";
import { usualNames } from "./scenarios/names.ts";
import type { Outcome } from "./scenarios/scenario.ts";

/** Of each scenario so many violations are shown; the histories hold all. */
const shown = 12;

/** A scenario that takes longer hangs. */
const limitMs = { short: 240_000, full: 3_600_000 } as const;
/** But for a million requests on a machine that others use as well. */
const nightMs = 4 * 3_600_000;
const afterSoakMs = 120_000;

const cleanup = createCleanup();

/** For the report: what was found so far. */
const lines: Line[] = [];

function options(): Options {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== "help") return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * Runs one scenario in a folder of its own. Resolves when the next one may begin, with the promise of what it found:
 * whether nothing. A scenario that stumbles has failed, with its own words.
 */
async function begin(
  { size, seed, minutes, keep, verbose }: Options,
  { name, run }: Entry,
  database: Database,
  root: string,
): Promise<{ readonly passed: Promise<boolean> }> {
  const title = `${name} on ${database.name}`;
  const folder = join(root, `${name}-${database.name}`);
  mkdirSync(folder);
  const own = createCleanup();
  const ownDone = cleanup.add(() => own.run());
  const begun = performance.now();
  const random = createSeededRandom(hashText(`${seed} ${title}`));
  const say = (text: string): void => void (verbose && console.error(`  ${title}: ${text}`));
  const world = { database, size, random, seed, minutes, folder, cleanup: own, say };

  const night = name === "fuzz" && size === "full" ? nightMs : limitMs[size];
  const limit = name === "soak" ? minutes * 60_000 + afterSoakMs : night;

  async function end(finish: () => Promise<Outcome>): Promise<boolean> {
    const outcome = await within(limit, finish()).catch(stumbled);
    await ownDone();
    const passed = report(title, performance.now() - begun, outcome);
    note({ scenario: name, database: database.name }, outcome);
    if (!passed || keep) console.log(`     histories: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
    return passed;
  }

  try {
    return { passed: end(await within(limit, run(world))) };
  } catch (error) {
    return { passed: end(() => Promise.resolve(stumbled(error))) };
  }
}

function stumbled(error: unknown): Outcome {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { counted: "", violations: [{ invariant: "I5", rule: "stumbled", what }] };
}

async function within<T>(ms: number, awaited: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`not done within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([awaited, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** One line, and beneath it what was found. Says whether nothing was. */
function report(title: string, ms: number, { counted, violations }: Outcome): boolean {
  const passed = violations.length === 0;
  console.log(`${passed ? "ok  " : "FAIL"} ${title} (${(ms / 1000).toFixed(1)} s): ${counted}`);
  printViolations(violations);
  return passed;
}

function note(of: Pick<Line, "scenario" | "database">, { counted, violations }: Outcome): void {
  const broken = new Set(violations.map(({ invariant, rule }) => `${invariant} ${rule}`));
  lines.push({ ...of, counted, broken: [...broken] });
}

function printViolations(violations: readonly Violation[]): void {
  for (const [rule, same] of Map.groupBy(violations, ({ invariant, rule }) => `${invariant} ${rule}`)) {
    console.log(`     ${rule} × ${same.length}`);
    for (const { what } of same.slice(0, shown)) console.log(`       ${what}`);
  }
}

async function openDatabase(name: DatabaseName): Promise<Database> {
  const database = name === "sqlite" ? sqliteDatabase : await openPostgresDatabase();
  cleanup.add(() => database.stop());
  return database;
}

function proveMoney({ seed, size }: Options): boolean {
  const begun = performance.now();
  const outcome = runMoney(seed, size);
  note({ scenario: "money" }, outcome);
  return report("money", performance.now() - begun, outcome);
}

async function proveAll(wanted: Options, root: string): Promise<boolean> {
  const { only, databases } = wanted;
  let passed = !only.includes("money") || proveMoney(wanted);
  const wantedOnes = scenarios.filter(({ name }) => only.includes(name));
  for (const name of databases) {
    const needed = wantedOnes.filter((entry) => entry.only === undefined || entry.only === name);
    if (needed.length === 0) continue;
    const database = await openDatabase(name);
    const results: Promise<boolean>[] = [];
    for (const one of needed) {
      // It kills the database under all who use it.
      if (one.name === "outage") await Promise.all(results);
      results.push((await begin(wanted, one, database, root)).passed);
    }
    passed = (await Promise.all(results)).every(Boolean) && passed;
  }
  return passed;
}

async function main(): Promise<void> {
  const wanted = options();
  cleanUpOnSignals(cleanup);
  const root = mkdtempSync(join(tmpdir(), "parley-prove-"));
  let leave = false;
  cleanup.add(() => {
    if (!leave) rmSync(root, { recursive: true, force: true });
  });
  console.log(`seed ${wanted.seed}, ${wanted.size} profile. To repeat: ${commandOf(wanted)}\n`);
  const passed = await proveAll(wanted, root);
  leave = !passed || wanted.keep;
  if (wanted.report) writeReport(lines, wanted, commandOf(wanted));
  console.log(passed ? "\nAll of it holds." : `\nSomething does not hold. To repeat: ${commandOf(wanted)}`);
  if (!passed) process.exitCode = 1;
}

function commandOf({ seed, size, only, minutes, databases }: Options): string {
  const some = only === usualNames ? "" : ` --only ${only.join(",")}`;
  const database = databases.length > 1 ? "" : ` --database ${databases.join(",")}`;
  const time = only.includes("soak") ? ` --minutes ${minutes}` : "";
  return `npm run prove -- --${size} --seed ${seed}${some}${time}${database}`;
}

await runMain("The proof", cleanup, main);
