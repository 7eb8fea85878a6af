import type { Clock } from "../../lib/clock.ts";
import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Errands } from "../errands.ts";
import type { LoadedContext } from "./load-context.ts";
import { dueAbove, summarise, type SummaryDeps, type SummaryJob } from "./summarise.ts";

/** How long nothing is tried again after a failure, in milliseconds; and how many failures are remembered. */
const rest = 60_000;
const mostTroubles = 10_000;

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
  const troubles = new Map<string, { readonly code: string; readonly at: number }>();

  function failed(conversationId: string, error: unknown): void {
    const code = error instanceof ParleyError ? error.code : "internal";
    troubles.delete(conversationId);
    troubles.set(conversationId, { code, at: clock.monotonic() });
    const [oldest] = troubles.keys();
    if (troubles.size > mostTroubles && oldest !== undefined) troubles.delete(oldest);
  }

  return {
    afterTurn(call, conversationId, { chosen, report, state }) {
      if (chosen.policy !== "summarize") return;
      const above = call.memory?.summariseAbove;
      const figures = { budget: chosen.budget, ...(above !== undefined && { above }) };
      if ((state?.tokens ?? 0) + report.input <= dueAbove(figures)) return;
      const trouble = troubles.get(conversationId);
      if (trouble !== undefined && clock.monotonic() - trouble.at < rest) return;
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
          troubles.delete(conversationId);
        } catch (error) {
          if (signal.aborted) return;
          failed(conversationId, error);
        }
      });
    },
    trouble: (conversationId) => troubles.get(conversationId)?.code,
  };
}
