/** The words after `npm run prove --`. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { type ScenarioName, scenarioNames, usualNames } from "./scenarios/names.ts";

export const databaseNames = ["sqlite", "postgres"] as const;
export type DatabaseName = (typeof databaseNames)[number];

export interface Options {
  readonly size: "short" | "full";
  /** 0 to 2^31 − 1. */
  readonly seed: number;
  readonly only: readonly ScenarioName[];
  readonly databases: readonly DatabaseName[];
  /** Says what each scenario is about to do. */
  readonly verbose: boolean;
  /** Writes `prove/report.md`; full runs always do. */
  readonly report: boolean;
  /** How long `soak` lasts. */
  readonly minutes: number;
  /** Leaves the histories of every scenario behind, and not only of those that found something. */
  readonly keep: boolean;
}

const highestSeed = 2 ** 31 - 1;
const usualMinutes = 60;
const mostMinutes = 24 * 60;

export const usage = `Usage: npm run prove -- [scenarios] [options]
  --full                 all there is, by hand; without it a short profile of at most ten minutes
  --short                the short profile, said aloud
  --seed N               repeats a run: the same calls, faults and moments, 0 to ${highestSeed}
  --only kills,budget    the same as naming scenarios without it. There are: ${usualNames.join(", ")};
                         and only by name: soak
  --minutes N            how long soak lasts, 1 to ${mostMinutes}; ${usualMinutes} without it
  --database NAME        only this one of: ${databaseNames.join(", ")}
  --verbose              says what is about to be done
  --report               writes prove/report.md, as full runs always do
  --keep                 leaves all histories behind, and says where
  --help                 this text`;

/** Reads the options. Throws a TypeError with a sentence for the user on anything unknown. */
export function readOptions(words: readonly string[]): Options | "help" {
  const { values, positionals } = parseArgs({
    args: [...words],
    strict: true,
    allowPositionals: true,
    options: {
      full: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      seed: { type: "string" },
      only: { type: "string" },
      minutes: { type: "string", default: String(usualMinutes) },
      database: { type: "string" },
      verbose: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  if (values.full && values.short) throw new TypeError("--full and --short exclude each other");
  return {
    size: values.full ? "full" : "short",
    seed:
      values.seed === undefined ? randomInt(highestSeed) : wholeNumber("--seed", values.seed, 0, highestSeed),
    only: named(positionals, values.only),
    databases:
      values.database === undefined ? databaseNames : someOf("--database", databaseNames, [values.database]),
    verbose: values.verbose,
    report: values.report || values.full,
    minutes: wholeNumber("--minutes", values.minutes, 1, mostMinutes),
    keep: values.keep,
  };
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new TypeError(`${option} is a whole number from ${least} to ${most}; not "${text}"`);
  }
  return number;
}

function named(positionals: readonly string[], only: string | undefined): readonly ScenarioName[] {
  const wanted = only === undefined ? positionals : [...positionals, ...only.split(",")];
  return wanted.length === 0 ? usualNames : someOf("--only", scenarioNames, wanted);
}

/** In the order of `names`, whatever the order in which they were asked for. */
function someOf<Name extends string>(
  option: string,
  names: readonly Name[],
  words: readonly string[],
): readonly Name[] {
  const wanted = new Set(words.map((word) => word.trim()));
  for (const word of wanted) {
    if (!names.some((name) => name === word)) {
      throw new TypeError(`${option} knows ${names.join(", ")}; not "${word}"`);
    }
  }
  return names.filter((name) => wanted.has(name));
}
