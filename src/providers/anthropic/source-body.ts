import { exactText } from "../../lib/exact-json.ts";
import type { Source } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import { habitsOf } from "./model-habits.ts";

/**
 * The caller's own body for the upstream: the model's name is exchanged, a bound is added where there is none, and
 * nothing else is touched. The bytes are spliced where the model is named once.
 */
export function sourceBody(attempt: Attempt, source: Source): Buffer {
  const { bytes, body, modelSpan } = source;
  const bound =
    body["max_tokens"] === undefined
      ? (attempt.outputTokens ?? habitsOf(attempt.model).outputTokens)
      : undefined;
  if (modelSpan === undefined) {
    return Buffer.from(
      exactText({ ...body, model: attempt.model, ...(bound !== undefined && { max_tokens: bound }) }),
    );
  }
  const [start, end] = modelSpan;
  const brace = bytes.indexOf(0x7b) + 1;
  return Buffer.concat([
    bytes.subarray(0, brace),
    Buffer.from(bound === undefined ? "" : `"max_tokens":${bound},`),
    bytes.subarray(brace, start),
    Buffer.from(JSON.stringify(attempt.model)),
    bytes.subarray(end),
  ]);
}
