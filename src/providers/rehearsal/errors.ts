import { ParleyError } from "../../spec/errors.ts";
import { type Fault, type RehearsalModel, rehearsalModels } from "./models.ts";

/** The error that a failing model rehearses. */
export function faultError({ code, retryAfterMs }: Fault): ParleyError {
  return new ParleyError(code, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** A model of the table. Throws `model_not_found`, in OpenAI's words, for any other name. */
export function findModel(id: string): RehearsalModel {
  const model = rehearsalModels.get(id);
  if (model !== undefined) return model;
  const shown = id.length > 100 ? `${id.slice(0, 100).toWellFormed()}…` : id;
  throw new ParleyError("model_not_found", {
    message: `The model \`${shown}\` does not exist or you do not have access to it.`,
  });
}

/**
 * The conversation does not fit, in OpenAI's words (some clients read them).
 *
 * @param tokens Their number; absent when counting stopped as soon as it was above the limit.
 */
export function contextExceeded(
  limit: number,
  tokens: number | undefined,
  param: "messages" | "input",
): ParleyError {
  return new ParleyError("context_length_exceeded", {
    param,
    message:
      `This model's maximum context length is ${limit} tokens. However, your ${param} resulted in ` +
      `${tokens ?? `more than ${limit}`} tokens. Please reduce the length of the ${param}.`,
  });
}

export function embedsOnly(id: string): ParleyError {
  return new ParleyError("invalid_value", {
    param: "model",
    message: `The model \`${id}\` makes embeddings only. Use \`rehearsal\` for a conversation.`,
  });
}
