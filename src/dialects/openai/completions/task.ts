import { ParleyError } from "../../../spec/errors.ts";
import type { GenerateOptions, GenerateTask } from "../../../spec/call.ts";
import { samplingOptions, withoutNothing } from "../chat/task.ts";
import { type CompletionRequest, completionRequest } from "./schema.ts";

/** The dialect's own default bound of an answer. */
const defaultMaxTokens = 16;

/** What the dialect takes for a missing prompt. */
const defaultPrompt = "<|endoftext|>";

/** `undefined` for token ids: only an upstream of the same dialect can read them. */
export function textPrompts({ prompt }: CompletionRequest): readonly string[] | undefined {
  if (prompt === undefined || prompt === null) return [defaultPrompt];
  if (typeof prompt === "string") return [prompt];
  const texts = prompt.filter((entry) => typeof entry === "string");
  if (texts.length === prompt.length) return texts;
  throw new ParleyError("invalid_value", {
    message: "Invalid value for 'prompt': token ids are not supported, send text.",
    param: "prompt",
  });
}

/** One prompt is a text to go on with. */
export function completionTask(prompt: string, request: CompletionRequest): GenerateTask {
  return {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: prompt }] }],
    options: completionOptions(request),
    raw: true,
  };
}

function completionOptions(request: CompletionRequest): GenerateOptions {
  return withoutNothing({
    ...samplingOptions(request),
    maxOutputTokens: request.max_tokens ?? defaultMaxTokens,
    logprobs: request.logprobs === undefined || request.logprobs === null ? undefined : true,
    topLogprobs: request.logprobs,
    topK: typeof request["top_k"] === "number" ? request["top_k"] : undefined,
    endUser: request.user,
    serviceTier: typeof request["service_tier"] === "string" ? request["service_tier"] : undefined,
    ...unknownMembers(request),
  });
}

/** Members that have an option, or are the dialect's own affair. */
const understood: ReadonlySet<string> = new Set([
  ...Object.keys(completionRequest.shape).filter((name) => name !== "suffix" && name !== "best_of"),
  "top_k",
  "service_tier",
]);

/** A text that leads to a suffix is another text than one that leads nowhere. */
function unknownMembers(request: CompletionRequest): Pick<GenerateOptions, "others" | "needs"> {
  const rest = Object.entries(request).filter(
    ([name, value]) => !understood.has(name) && value !== null && value !== undefined,
  );
  const others = rest.filter(([name, value]) => name !== "suffix" && !(name === "best_of" && value === 1));
  const { suffix } = request;
  return {
    ...(others.length > 0 && { others: Object.fromEntries(others) }),
    ...(typeof suffix === "string" && suffix !== "" && { needs: { suffix } }),
  };
}
