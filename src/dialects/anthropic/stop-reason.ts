import { ParleyError } from "../../spec/errors.ts";
import type { Finish } from "../../spec/finish.ts";

/** What an answer has in it that decides how it ended. */
export interface Contents {
  readonly calls: boolean;
  readonly refused: boolean;
}

const words: Readonly<Record<Finish["unified"], string>> = {
  stop: "end_turn",
  length: "max_tokens",
  "tool-calls": "tool_use",
  "content-filter": "refusal",
};

/** Anthropic's own words that are finer than ours. */
const finer: Readonly<Record<string, Finish["unified"]>> = {
  stop_sequence: "stop",
  pause_turn: "stop",
  model_context_window_exceeded: "length",
};

/**
 * How an answer ended: the members of its end. Fails with `upstream_truncated` where nobody said it.
 * Clients go on with tools for `tool_use` alone, and some upstreams say `stop` beside their calls.
 */
export function stopMembers(
  finish: Finish | undefined,
  contents: Contents,
  stops: readonly string[],
): object {
  if (finish === undefined) throw new ParleyError("upstream_truncated");
  const { unified, raw } = finish;
  const own = raw !== undefined && Object.hasOwn(finer, raw) && finer[raw] === unified ? raw : words[unified];
  const stopped = unified === "stop";
  const reason = stopped && contents.calls ? "tool_use" : stopped && contents.refused ? "refusal" : own;
  return {
    stop_reason: reason,
    // Nobody says which one it was; where there is only one, it is known.
    stop_sequence: reason === "stop_sequence" && stops.length === 1 ? stops[0] : null,
    stop_details: reason === "refusal" ? { type: "refusal", category: null, explanation: null } : null,
  };
}
