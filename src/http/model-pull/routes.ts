import { validate } from "../../lib/validate.ts";
import { actorOf } from "../authorise.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import { streamTexts } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { PullTexts } from "./pull-texts.ts";
import { pullRequest } from "./schema.ts";

export function modelPullRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/models/pull",
      access: "model.pull",
      summary: "Fetches an open model that runs on the server, and streams how far it is.",
      tag: "Models",
      request: pullRequest,
      otherType: "text/event-stream",
      handle: (exchange) => pull(deps, exchange),
    },
  ];
}

async function pull(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const { model, force = false } = validate(pullRequest, value);
  const actor = actorOf(exchange);
  const texts = new PullTexts(exchange.signal, (options) => deps.pull(model, { ...options, force }, actor));
  await streamTexts(exchange, texts);
}
