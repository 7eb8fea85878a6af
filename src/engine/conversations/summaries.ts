import type { Clock } from "../../lib/clock.ts";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Errands } from "../errands.ts";
import type { LoadedContext } from "./load-context.ts";
import { Rests } from "./rests.ts";
import { dueAbove, summarise, type SummaryDeps, type SummaryJob } from "./summarise.ts";

export interface SummariesDeps extends SummaryDeps {
  readonly clock: Pick<Clock, "now" | "monotonic">;
  readonly errands: Pick<Errands, "run">;
  /** Absent: the model that is asked. */
  readonly summaryModel?: string;
}

/** Running summaries, made when a turn is over: nobody waits for them. */
export interface Summaries {
  /** Makes one where one is due after this turn. */
  afterTurn(call: Call, conversationId: string, context: LoadedContext): void;
  /** Why the last try failed, as an error's code; `undefined` where it did not. */
  trouble(conversationId: string): string | undefined;
}

export function createSummaries(deps: SummariesDeps): Summaries {
  const { clock, errands, summaryModel } = deps;
  const rests = new Rests(clock);

  return {
    afterTurn(call, conversationId, { chosen, report, state }) {
      if (chosen.policy !== "summarize") return;
      const above = call.memory?.summariseAbove;
      const figures = { budget: chosen.budget, ...(above !== undefined && { above }) };
      if ((state?.tokens ?? 0) + report.input <= dueAbove(figures)) return;
      if (rests.resting(conversationId)) return;
      const { principal, region } = call;
      errands.run(`the summary of ${conversationId}`, async (signal) => {
        const job: SummaryJob = {
          ...figures,
          conversationId,
          principal,
          model: summaryModel ?? call.model,
          signal,
          ...(region !== undefined && { region }),
        };
        try {
          await summarise(deps, job);
          rests.went(conversationId);
        } catch (error) {
          if (signal.aborted) return;
          rests.failed(conversationId, error instanceof ParleyError ? error.code : "internal");
        }
      });
    },
    trouble: (conversationId) => rests.trouble(conversationId),
  };
}
