/** The words after `npm run bench --`. */
import { parseArgs } from "node:util";

export const familyNames = ["json", "sse", "cold", "idle", "books", "local", "memory"] as const;
export type Family = (typeof familyNames)[number];

export interface Options {
  /** Short and small: proves that everything works, judges nothing. */
  readonly smoke: boolean;
  readonly only: readonly Family[];
  readonly rounds: number;
  /** Groups in which the mock's streams take turns within their 50 ms. */
  readonly phases: number;
  /** The program measured as Parley; `undefined` for this checkout's `bin/parley.js`. */
  readonly entry: string | undefined;
  /** The folder below which Portkey's gateway is installed; `undefined` for this checkout. */
  readonly portkey: string | undefined;
  /** Whether Node alone takes its turn as well. */
  readonly bare: boolean;
}

export const usage = `Usage: npm run bench -- [options]
  --smoke            a run of under 60 s that proves the harness works; its figures are not judged
  --only json,sse    only these of: ${familyNames.join(", ")}
  --rounds N         how often direct, nginx and Parley take turns (default 3)
  --phases N         spread the mock's streams over N turns within each 50 ms (default 10)
  --entry FILE       measure this program in place of bin/parley.js, such as another checkout's
  --portkey FOLDER   compare with @portkey-ai/gateway as installed there, by npm, with --ignore-scripts
  --bare             let Node alone take its turn, as a hop that does nothing: the floor
  --help             this text`;

/** Reads the options. Throws a TypeError with a sentence for the user on anything unknown. */
export function readOptions(words: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    allowPositionals: false,
    options: {
      smoke: { type: "boolean", default: false },
      only: { type: "string" },
      rounds: { type: "string" },
      phases: { type: "string", default: "10" },
      entry: { type: "string" },
      portkey: { type: "string" },
      bare: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  return {
    smoke: values.smoke,
    only: values.only === undefined ? familyNames : families(values.only),
    rounds: wholeNumber("--rounds", values.rounds ?? (values.smoke ? "1" : "3"), 50),
    phases: wholeNumber("--phases", values.phases, 50),
    entry: values.entry,
    portkey: values.portkey,
    bare: values.bare,
  };
}

function families(list: string): Family[] {
  return list.split(",").map((word) => {
    const family = familyNames.find((name) => name === word.trim());
    if (family === undefined) throw new TypeError(`--only knows ${familyNames.join(", ")}; not "${word}"`);
    return family;
  });
}

function wholeNumber(option: string, value: string, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > max) {
    throw new TypeError(`${option} is a whole number from 1 to ${max}; not "${value}"`);
  }
  return number;
}
