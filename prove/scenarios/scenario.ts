import type { Cleanup } from "../../bench/lib/cleanup.ts";
import type { SeededRandom } from "../../src/lib/seeded-random.ts";
import type { Violation } from "../checker/violation.ts";
import type { Database } from "../databases/database.ts";

/** What a scenario has to work with. */
export interface World {
  readonly database: Database;
  readonly size: "short" | "full";
  /** Of this scenario and this database alone, so that leaving others out changes nothing. */
  readonly random: SeededRandom;
  readonly seed: number;
  /** How long the soak lasts. */
  readonly minutes: number;
  /** Empty, and its own. */
  readonly folder: string;
  readonly cleanup: Cleanup;
  say(text: string): void;
}

/** What was counted, in a line for people, and what was found. */
export interface Outcome {
  readonly counted: string;
  readonly violations: readonly Violation[];
}

/** Of a scenario's outcome a part. */
export interface Part {
  readonly told: string;
  readonly violations: readonly Violation[];
}

/**
 * Does everything that needs the machine's attention, and gives the rest: waiting until the books are closed, and
 * judging. The next scenario runs meanwhile.
 */
export type Scenario = (world: World) => Promise<() => Promise<Outcome>>;
