import type { Finish } from "../../spec/finish.ts";

const byFinish: Readonly<Record<Finish["unified"], string>> = {
  stop: "end_turn",
  length: "max_tokens",
  "tool-calls": "tool_use",
  "content-filter": "content_filtered",
};

const own: ReadonlySet<string> = new Set([
  ...Object.values(byFinish),
  "stop_sequence",
  "guardrail_intervened",
  "model_context_window_exceeded",
]);

/** The upstream's own word where it is one of Converse's. */
export function stopReason(finish: Finish | undefined): string {
  if (finish?.raw !== undefined && own.has(finish.raw)) return finish.raw;
  return byFinish[finish?.unified ?? "stop"];
}
