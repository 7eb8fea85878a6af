import type { IncomingMessage } from "node:http";
import * as anthropic from "../dialects/anthropic/problem.ts";
import { errorLine, problem as presentResponseProblem } from "../dialects/openai-responses/errors.ts";
import { EventLines } from "../dialects/openai-responses/event-line.ts";
import { problemBody, retryHeaders } from "../dialects/openai/problem.ts";
import type { ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";
import type { Route } from "./route.ts";

/** How failures look in a dialect. `requestId` is what the answer's head says as well. */
export interface ProblemForm {
  /** A failure that comes before the answer. */
  present(error: ParleyError, requestId: string): PresentedProblem;
  /** One in the middle of a stream, as its last event. */
  event(error: ParleyError, requestId: string): string;
  /** What a stream says while there is nothing else to say: whole events, or comments. */
  readonly keepAlive: string;
  /** The header in which the dialect's clients look for a request's id, beside `x-request-id`. */
  readonly idHeader?: string;
}

interface PresentedProblem {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export const openAiForm: ProblemForm = {
  present: (error) => ({ status: error.status, body: problemBody(error), headers: retryHeaders(error) }),
  event: (error) => `data: ${JSON.stringify(problemBody(error))}\n\n`,
  keepAlive: ": keep-alive\n\n",
};

export const anthropicForm: ProblemForm = {
  present: anthropic.presentProblem,
  event: anthropic.failureEvent,
  keepAlive: anthropic.pingEvent,
  idHeader: "request-id",
};

/** OpenAI's Responses: the same body, a status of its own for a wrong model, and an event with a name and a number. */
export const responsesForm: ProblemForm = {
  present: presentResponseProblem,
  event: (error) => errorLine(new EventLines(), error),
  keepAlive: ": keep-alive\n\n",
};

/** OpenAI's, unless the route says something else. */
export function formOf({ route, request }: Exchange): ProblemForm {
  return route?.problem?.(request) ?? openAiForm;
}

/** For an address that no route serves, or not with this method: the form of the route that it is, or lies below. */
export function formAt(routes: readonly Route[], path: string, request: IncomingMessage): ProblemForm {
  const near = routes.find((route) => path === route.path || path.startsWith(`${route.path}/`));
  return near?.problem?.(request) ?? openAiForm;
}
