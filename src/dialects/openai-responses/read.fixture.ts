import type { GenerateTask } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import { openAiResponsesDialect } from "./dialect.ts";

export const post = (path: string, body: unknown) =>
  openAiResponsesDialect.read({ method: "POST", path, query: {}, headers: {}, body });

/** What a request asks for. */
export function task(body: object): GenerateTask {
  const asked = post("/v1/responses", { model: "m", input: "Hi", ...body });
  if (asked?.kind !== "answer" || asked.task.kind !== "generate")
    throw new TypeError("no answer was asked for");
  return asked.task;
}

/** What is wrong with a request. */
export function fault(body: unknown): Pick<ParleyError, "code" | "param" | "message"> {
  try {
    post("/v1/responses", body);
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new TypeError("nothing was wrong");
}
