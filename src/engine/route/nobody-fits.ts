import type { Call } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import { nameIn } from "../parameters.ts";
import type { Need, Unfit } from "./fitness.ts";
import type { Needs } from "./needs.ts";
import { findPart } from "./find-part.ts";
import { type Course, Trail } from "./trail.ts";

/** How many targets are named, with their reasons, in what the caller is told. */
const mostReasons = 8;

/**
 * What a caller is told when no target can take the call. Where all have the same reason it is told in the protocol's own
 * words, which clients look for, with the parameter that it is about; else the model cannot be had for such a call.
 */
export function nobodyFits(call: Call, needs: Needs, course: Course, unfit: readonly Unfit[]): ParleyError {
  const { code, message, param } = common(call, needs, unfit) ?? elsewhere(call, course);
  const several = course.skipped.length > 1 && code !== "model_unavailable";
  const error = new ParleyError(code, {
    message: several ? `${message} (${reasons(course)})` : message,
    param,
  });
  error.route = new Trail(course);
  return error;
}

interface Told {
  readonly code: ParleyError["code"];
  readonly message: string;
  readonly param: string;
}

function common(call: Call, needs: Needs, unfit: readonly Unfit[]): Told | undefined {
  const [first] = unfit;
  if (unfit.every(({ holds }) => holds !== undefined))
    return tooLong(call, needs, Math.max(...unfit.map(({ holds = 0 }) => holds)));
  if (first?.lacks !== undefined && unfit.every(({ lacks }) => lacks === first.lacks))
    return tellers[first.lacks](call);
  const { code, param, message } = first?.error ?? {};
  if (code === undefined || param === undefined || message === undefined) return undefined;
  const same = unfit.every(({ error }) => error?.code === code && error.param === param);
  return same ? { code, param, message } : undefined;
}

/** OpenAI's sentence, which some clients read. Tokens are counted by the upstream alone, so here they are an estimate. */
function tooLong({ task }: Call, { inputTokens, outputTokens = 0 }: Needs, holds: number): Told {
  const input = task.kind === "generate" ? "messages" : "input";
  const asked =
    outputTokens === 0
      ? `your ${input} resulted in about ${inputTokens} tokens. Please reduce the length of the ${input}.`
      : `you requested about ${inputTokens + outputTokens} tokens (${inputTokens} in the ${input}, ${outputTokens} in the completion). Please reduce the length of the ${input} or completion.`;
  return {
    code: "context_length_exceeded",
    message: `This model's maximum context length is ${holds} tokens. However, ${asked}`,
    param: input,
  };
}

const part =
  (kind: "images" | "audio" | "files", word: string) =>
  (call: Call): Told => ({
    code: "invalid_value",
    message: `Invalid content type: this model takes no ${word}.`,
    param: findPart(kind, call) ?? "messages",
  });

const parameter =
  (name: string, what: string) =>
  ({ source }: Call): Told => ({
    code: "unsupported_by_provider",
    message: `Unsupported parameter: ${what} is not supported with this model.`,
    param: nameIn(source, name),
  });

const tellers: Readonly<Record<Need, (call: Call) => Told>> = {
  images: part("images", "images"),
  audio: part("audio", "audio"),
  files: part("files", "files"),
  tools: parameter("tools", "'tools'"),
  jsonSchema: parameter("response_format", "'response_format' of type 'json_schema'"),
  reasoning: parameter("reasoning_effort", "'reasoning_effort'"),
};

/** Prices, regions, and reasons that differ. */
function elsewhere({ model }: Call, course: Course): Told {
  return {
    code: "model_unavailable",
    message: `None of the targets of the model \`${model.slice(0, 100).toWellFormed()}\` can take this call (${reasons(course)}).`,
    param: "model",
  };
}

function reasons({ skipped }: Course): string {
  const named = skipped.slice(0, mostReasons).map(({ target, why }) => `${target}: ${why}`);
  return `${named.join("; ")}${skipped.length > mostReasons ? "; …" : ""}`;
}
