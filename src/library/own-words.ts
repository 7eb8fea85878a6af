import { lookUp } from "../lib/look-up.ts";
import { unwrappedPath } from "../lib/unwrapped-path.ts";
import { ParleyError } from "../spec/errors.ts";

/** What the engine's words, which are those of the chat dialect, are called in a request to the library. */
const names: Readonly<Record<string, string>> = {
  max_completion_tokens: "maxOutputTokens",
  top_p: "topP",
  n: "choices",
  presence_penalty: "presencePenalty",
  frequency_penalty: "frequencyPenalty",
  logit_bias: "logitBias",
  top_logprobs: "topLogprobs",
  response_format: "format",
  tool_choice: "toolChoice",
  parallel_tool_calls: "parallelToolCalls",
  reasoning_effort: "reasoningEffort",
};

/** The error with the path of its fault, and the parameter that its sentence names, as the program wrote them. */
export function inOwnWords(error: unknown): unknown {
  if (!(error instanceof ParleyError) || error.param === undefined) return error;
  const param = ownPath(error.param);
  if (param === error.param) return error;
  const { code, retryAfterMs, limits, sent, words, raw, cause, route, context } = error;
  const told = new ParleyError(code, {
    message: error.message.replaceAll(/([`'])(\w[\w.[\]]*)\1/g, (_, quote: string, path: string) => {
      return quote + ownPath(path) + quote;
    }),
    param,
    cause,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(limits !== undefined && { limits }),
    ...(sent !== undefined && { sent }),
    ...(words !== undefined && { words }),
    ...(raw !== undefined && { raw }),
  });
  told.route = route;
  told.context = context;
  return told;
}

function ownPath(path: string): string {
  const unwrapped = unwrappedPath(path, "format");
  if (unwrapped !== undefined) return unwrapped;
  const end = path.search(/[.[]/);
  const first = end === -1 ? path : path.slice(0, end);
  return (lookUp(names, first) ?? first) + path.slice(first.length);
}
