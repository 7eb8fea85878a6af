/** All that one run of the benchmark found; the JSON file is this, as it is. */
import type { Sample } from "../scenarios/run-rounds.ts";
import type { Commit, Machine } from "./machine.ts";
import type { Figures, Verdict } from "./targets.ts";

export interface Report extends Figures {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly when: string;
  readonly smoke: boolean;
  readonly commit: Commit;
  readonly machine: Machine;
  readonly pinning: string;
  readonly rounds: number;
  readonly phases: number;
  readonly durationMs: number;
  /** Titles of the load scenarios that ran, by name. */
  readonly scenarios: readonly { readonly name: string; readonly title: string; readonly unit: string }[];
  readonly verdicts: readonly Verdict[];
  readonly samples: readonly Sample[];
}
