import { validate } from "../../lib/validate.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import { readItems } from "./read-items.ts";
import { readOptions } from "./read-options.ts";
import { type InputTokensRequest, inputTokensRequest, responseRequest } from "./schema.ts";
import { ResponsesWriter } from "./write-answer.ts";

/** Reads the body of `POST /v1/responses`. Fails with a `ParleyError` that says where the fault is. */
export function readResponse(body: unknown): DialectRequest {
  const request = validate(responseRequest, body);
  if (request.background === true) {
    throw unsupported("background", "Answers are not made in the background here.");
  }
  if (request.prompt) throw unsupported("prompt", "No prompts are stored here.");
  const task = readTask(request);
  return {
    kind: "answer",
    task,
    model: request.model,
    stream: request.stream === true,
    writer: (frame) => new ResponsesWriter(frame, request, task),
  };
}

/** Reads the body of `POST /v1/responses/input_tokens`. */
export function readInputTokens(body: unknown): DialectRequest {
  const request = validate(inputTokensRequest, body);
  return {
    kind: "count",
    task: readTask(request),
    model: request.model,
    present: (inputTokens) => ({ object: "response.input_tokens", input_tokens: inputTokens }),
  };
}

/** What continues something stored is refused: a dialect has no store, and the answer would be another. */
function readTask(request: InputTokensRequest): GenerateTask {
  for (const name of ["previous_response_id", "conversation"] as const) {
    if (request[name]) {
      throw unsupported(name, "No answers are stored here: send the whole conversation as `input`.");
    }
  }
  return {
    kind: "generate",
    items: readItems(request.input, request.instructions),
    options: readOptions(request),
  };
}

function unsupported(param: string, message: string): ParleyError {
  return new ParleyError("unsupported_parameter", { message, param });
}
