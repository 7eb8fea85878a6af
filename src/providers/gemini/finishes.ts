import { lookUp } from "../../lib/look-up.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Finish } from "../../spec/finish.ts";

/**
 * `FinishReason`: https://ai.google.dev/api/generate-content#FinishReason. Where Gemini keeps an answer back, or breaks
 * it off for reasons of its own, the caller must not take it for a whole one: `content-filter` is our word for that.
 */
const finishes: Readonly<Record<string, Finish["unified"]>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  CONTINUATION: "length",
  SAFETY: "content-filter",
  RECITATION: "content-filter",
  LANGUAGE: "content-filter",
  OTHER: "content-filter",
  BLOCKLIST: "content-filter",
  PROHIBITED_CONTENT: "content-filter",
  SPII: "content-filter",
  IMAGE_SAFETY: "content-filter",
  IMAGE_PROHIBITED_CONTENT: "content-filter",
  IMAGE_RECITATION: "content-filter",
  IMAGE_OTHER: "content-filter",
  NO_IMAGE: "content-filter",
};

/** The model wrote something that Gemini itself could not read: another try mostly succeeds. */
const failures: ReadonlySet<string> = new Set([
  "MALFORMED_FUNCTION_CALL",
  "UNEXPECTED_TOOL_CALL",
  "TOO_MANY_TOOL_CALLS",
  "MALFORMED_RESPONSE",
]);

/** Why a choice ended. Fails with `upstream_invalid` where what it holds is no answer. */
export function finishOf(raw: string, called: boolean): Finish {
  if (failures.has(raw)) throw new ParleyError("upstream_invalid", { raw: { code: raw } });
  if (raw === "MISSING_THOUGHT_SIGNATURE") throw new ParleyError("upstream_rejected", { raw: { code: raw } });
  const unified = lookUp(finishes, raw) ?? "stop";
  // Gemini ends with the same word whether it has spoken or called.
  return { unified: unified === "stop" && called ? "tool-calls" : unified, raw };
}

/**
 * A prompt that was blocked gets no candidate. That is an answer and no failure: it was read, metered and answered with
 * status 200, and no other try will end differently. OpenAI's clients know an answer that was kept back by its finish.
 */
export function blockedFinish(blockReason: string): Finish {
  return { unified: "content-filter", raw: blockReason };
}
