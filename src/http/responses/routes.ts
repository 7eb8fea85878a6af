import { inputTokensRequest, responseRequest } from "../../dialects/openai-responses/schema.ts";
import type { RouteDeps } from "../deps.ts";
import { responsesForm } from "../problem-form.ts";
import type { Route } from "../route.ts";
import { compactInput } from "./compact.ts";
import { previewResponse } from "./context.ts";
import { countTokens } from "./count.ts";
import { createResponse } from "./create.ts";
import { compactedResponse, compactRequest, inputTokens, responseContext, responseObject } from "./schema.ts";
import { storedResponseRoutes } from "./stored-routes.ts";

/** OpenAI's Responses: the protocol of its clients' defaults, over every model, and with memory. */
export function responseRoutes(deps: RouteDeps): readonly Route[] {
  const common = { method: "POST", access: "key", tag: "Responses" } as const;
  const routes: readonly Route[] = [
    {
      ...common,
      path: "/v1/responses",
      summary: "Answers a conversation, and keeps it where that is wanted.",
      request: responseRequest,
      response: responseObject,
      otherType: "text/event-stream",
      idempotent: true,
      hot: true,
      handle: (exchange) => createResponse(deps, exchange),
    },
    {
      ...common,
      path: "/v1/responses/input_tokens",
      summary: "Estimates how many tokens the input of a response would have.",
      request: inputTokensRequest,
      response: inputTokens,
      handle: (exchange) => countTokens(deps, exchange),
    },
    {
      ...common,
      path: "/v1/responses/context",
      summary: "Tells what of what was said before a response would be made with, and why. Nothing is sent.",
      request: responseRequest,
      response: responseContext,
      handle: (exchange) => previewResponse(deps, exchange),
    },
    {
      ...common,
      path: "/v1/responses/compact",
      summary: "Makes a conversation shorter.",
      request: compactRequest,
      response: compactedResponse,
      idempotent: true,
      handle: (exchange) => compactInput(deps, exchange),
    },
    ...storedResponseRoutes(deps),
  ];
  return routes.map((route) => ({ ...route, problem: () => responsesForm }));
}
