/** The words after `npm run prove --`. */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { type ScenarioName, scenarioNames } from "./scenarios/names.ts";

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
  /** Leaves the histories of every scenario behind, and not only of those that found something. */
  readonly keep: boolean;
}

const highestSeed = 2 ** 31 - 1;

export const usage = `Usage: npm run prove -- [options]
  --full                 all there is, by hand; without it a short profile of at most ten minutes
  --short                the short profile, said aloud
  --seed N               repeats a run: the same calls, faults and moments, 0 to ${highestSeed}
  --only kills,budget    only these of: ${scenarioNames.join(", ")}
  --database NAME        only this one of: ${databaseNames.join(", ")}
  --verbose              says what is about to be done
  --report               writes prove/report.md, as full runs always do
  --keep                 leaves all histories behind, and says where
  --help                 this text`;

/** Reads the options. Throws a TypeError with a sentence for the user on anything unknown. */
export function readOptions(words: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    allowPositionals: false,
    options: {
      full: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      seed: { type: "string" },
      only: { type: "string" },
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
    seed: values.seed === undefined ? randomInt(highestSeed) : seedOf(values.seed),
    only: someOf("--only", scenarioNames, values.only),
    databases: someOf("--database", databaseNames, values.database),
    verbose: values.verbose,
    report: values.report || values.full,
    keep: values.keep,
  };
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > highestSeed) {
    throw new TypeError(`--seed is a whole number from 0 to ${highestSeed}; not "${text}"`);
  }
  return seed;
}

/** In the order of `names`, whatever the order in which they were asked for. */
function someOf<Name extends string>(
  option: string,
  names: readonly Name[],
  list: string | undefined,
): readonly Name[] {
  if (list === undefined) return names;
  const wanted = new Set(list.split(",").map((word) => word.trim()));
  for (const word of wanted) {
    if (!names.some((name) => name === word)) {
      throw new TypeError(`${option} knows ${names.join(", ")}; not "${word}"`);
    }
  }
  return names.filter((name) => wanted.has(name));
}
