import { validate } from "../../lib/validate.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import { readItems } from "./read-items.ts";
import { readOptions } from "./read-options.ts";
import {
  type InputTokensRequest,
  inputTokensRequest,
  type ResponseRequest,
  responseRequest,
} from "./schema.ts";
import { ResponsesWriter } from "./write-answer.ts";

/** Reads the body of `POST /v1/responses`. Fails with a `ParleyError` that says where the fault is. */
export function readResponse(body: unknown): DialectRequest {
  const request = checkResponse(body);
  if (request.background === true) {
    throw unsupported("background", "Answers are not made in the background here.");
  }
  const task = readTask(request);
  return {
    kind: "answer",
    task,
    model: request.model,
    stream: request.stream === true,
    writer: (frame) => new ResponsesWriter(frame, request, task),
  };
}

/** The body of `POST /v1/responses`, as far as it can be judged by itself. */
export function checkResponse(body: unknown): ResponseRequest {
  const request = validate(responseRequest, body);
  if (request.prompt) throw unsupported("prompt", "No prompts are stored here.");
  return request;
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
    items: readItems(givenInput(request), request.instructions),
    options: readOptions(request),
  };
}

/** Where nothing is continued, there must be something to answer. */
export function givenInput({ input }: Pick<InputTokensRequest, "input">): NonNullable<typeof input> {
  if (input !== undefined && input !== null) return input;
  throw new ParleyError("missing_required_parameter", {
    message: "Missing required parameter: 'input'.",
    param: "input",
  });
}

function unsupported(param: string, message: string): ParleyError {
  return new ParleyError("unsupported_parameter", { message, param });
}
