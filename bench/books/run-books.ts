/** What ledger, limits and budgets add to a call: two engines in one process, one with its books and one without. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import { quartiles } from "../local/quartiles.ts";
import type { Spread } from "../report/spread.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

const PARALLEL = 64;

/** A turn of so many calls takes a fraction of a second; all of them together far less than this. */
const LIMIT_MS = 300_000;

export interface BooksFigures {
  readonly pairs: number;
  readonly calls: number;
  readonly parallel: number;
  /** µs of CPU a call. */
  readonly without: Spread;
  readonly with: Spread;
  /** The difference within a pair. */
  readonly added: Spread;
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
  const [pairs, calls] = setting.smoke ? [2, 500] : [21, 4_000];
  const child = startChild({
    command: process.execPath,
    args: [MAIN, folder, String(pairs), String(calls), String(PARALLEL)],
    env: plainEnvironment(),
    cores: setting.cores.server,
  });
  const stop = setting.cleanup.add(() => child.stop());
  const text = await child.finished(LIMIT_MS);
  await stop();
  const found = JSON.parse(text) as { readonly without: number; readonly with: number }[];
  const figures: BooksFigures = {
    pairs,
    calls,
    parallel: PARALLEL,
    without: spreadOf(found.map((pair) => pair.without)),
    with: spreadOf(found.map((pair) => pair.with)),
    added: spreadOf(found.map((pair) => pair.with - pair.without)),
  };
  setting.say(`Books: ${inWords(figures)}`);
  return figures;
}

function spreadOf(values: readonly number[]): Spread {
  const found = quartiles(values);
  if (found === undefined) throw new Error("no pair was measured");
  return found;
}

function inWords({ without, with: kept, added }: BooksFigures): string {
  return `${kept.median.toFixed(1)} µs a call with ledger, limits and budgets, ${without.median.toFixed(1)} µs without: ${added.median.toFixed(1)} µs added`;
}

export function booksBlock(figures: BooksFigures): string {
  const cell = ({ min, median, max }: Spread): string =>
    `${median.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
  return [
    "## Ledger, limits and budgets",
    "",
    `${figures.pairs} pairs of ${figures.calls} calls, ${figures.parallel} at a time; three budgets and three limits apply to each call. ` +
      "µs of CPU a call: median (quartiles), the difference taken within a pair.",
    "",
    "| without | with | added |",
    "|---|---|---|",
    `| ${cell(figures.without)} | ${cell(figures.with)} | ${cell(figures.added)} |`,
  ].join("\n");
}
