/** What ledger, limits and budgets add to a call: engines in one process, with their books and without. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import { quartiles } from "../local/quartiles.ts";
import type { Spread } from "../report/spread.ts";
import type { Side } from "./side.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

const PARALLEL = 64;

/** A turn of so many calls takes a fraction of a second; all of them together far less than this. */
const LIMIT_MS = 300_000;

export interface BooksFigures {
  readonly turns: number;
  readonly calls: number;
  readonly parallel: number;
  /** µs of CPU a call. */
  readonly without: Spread;
  readonly with: Spread;
  readonly all: Spread;
  /** The differences to `without` within a turn. */
  readonly added: Spread;
  readonly allAdded: Spread;
}

export interface BooksSetting {
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
  readonly smoke: boolean;
  readonly say: (text: string) => void;
}

export async function runBooks(setting: BooksSetting): Promise<BooksFigures> {
  const folder = join(setting.folder, "books");
  mkdirSync(folder);
  const [turns, calls] = setting.smoke ? [2, 500] : [21, 4_000];
  const child = startChild({
    command: process.execPath,
    args: [MAIN, folder, String(turns), String(calls), String(PARALLEL)],
    env: plainEnvironment(),
    cores: setting.cores.server,
  });
  const stop = setting.cleanup.add(() => child.stop());
  const text = await child.finished(LIMIT_MS);
  await stop();
  const found = JSON.parse(text) as Record<Side["name"], number>[];
  const figures: BooksFigures = {
    turns,
    calls,
    parallel: PARALLEL,
    without: spreadOf(found.map((turn) => turn.without)),
    with: spreadOf(found.map((turn) => turn.with)),
    all: spreadOf(found.map((turn) => turn.all)),
    added: spreadOf(found.map((turn) => turn.with - turn.without)),
    allAdded: spreadOf(found.map((turn) => turn.all - turn.without)),
  };
  setting.say(`Books: ${inWords(figures)}`);
  return figures;
}

function spreadOf(values: readonly number[]): Spread {
  const found = quartiles(values);
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

function inWords({ without, with: kept, added }: BooksFigures): string {
  return `${kept.median.toFixed(1)} µs a call with books, ${without.median.toFixed(1)} µs without: ${added.median.toFixed(1)} µs added`;
}

export function booksBlock(figures: BooksFigures): string {
  const cell = ({ min, median, max }: Spread): string =>
    `${median.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
  return [
    "## Ledger, limits and budgets",
    "",
    `${figures.turns} turns of ${figures.calls} calls, ${figures.parallel} at a time. µs of CPU a call: median (quartiles), differences taken within a turn.`,
    "",
    "| books | a call | added |",
    "|---|---|---|",
    `| none | ${cell(figures.without)} | – |`,
    `| ledger, one budget, limits of requests and of tokens | ${cell(figures.with)} | ${cell(figures.added)} |`,
    `| ledger, three budgets, and a limit of calls at a time besides | ${cell(figures.all)} | ${cell(figures.allAdded)} |`,
  ].join("\n");
}
