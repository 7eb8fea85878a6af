import type { IncomingMessage, ServerResponse } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import { Exchange } from "./exchange.ts";
import { formAt } from "./problem-form.ts";
import { sendProblem } from "./problem.ts";
import type { Route } from "./route.ts";
import { methodsOf } from "./route-match.ts";
import type { HttpObserver } from "./serve.ts";

/** Longest part of a path that may stand for an id, in characters. */
export const maxParamLength = 500;

/** 404, or 405 with `Allow` when the address is right and the method is not. */
export function refuseUnknown(
  observer: Pick<HttpObserver, "answered">,
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const exchange = new Exchange(request, response, undefined, {});
  response.once("close", () => observer.answered(exchange));
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const shown = `${request.method} ${path.slice(0, 200)}`;
  const form = formAt(routes, path, request);
  const methods = methodsOf(routes, path);
  if (methods.length === 0) {
    sendProblem(
      exchange,
      new ParleyError("unknown_route", { message: `Unknown request URL: ${shown}. See /openapi.json.` }),
      undefined,
      form,
    );
    return;
  }
  if (methods.includes(request.method ?? "")) {
    // The router took neither.
    const message = isDecodable(path)
      ? `A part of this address is longer than ${maxParamLength} characters: ${shown}.`
      : `This address cannot be decoded: ${shown}.`;
    sendProblem(exchange, new ParleyError("malformed_request", { message }), undefined, form);
    return;
  }
  const allow = methods.join(", ");
  const message = `Method not allowed: ${shown}. Allowed: ${allow}.`;
  sendProblem(exchange, new ParleyError("method_not_allowed", { message }), { allow }, form);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
