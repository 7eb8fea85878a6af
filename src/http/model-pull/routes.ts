import type { z } from "zod";
import { catalogue, type CatalogueEntry } from "../../admin/local-models/catalogue.ts";
import { validate } from "../../lib/validate.ts";
import { actorOf } from "../authorise.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import { streamTexts } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import type { Route } from "../route.ts";
import { PullTexts } from "./pull-texts.ts";
import { pullableList, pullRequest } from "./schema.ts";

export function modelPullRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/v1/models/pull",
      access: "model.pull",
      summary: "Lists open models that have a short name, with what they take of disk and memory.",
      tag: "Models",
      response: pullableList,
      handle: (exchange) => sendJson(exchange, 200, { object: "list", data: catalogue.map(presentPullable) }),
    },
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

function presentPullable(entry: CatalogueEntry): z.output<typeof pullableList>["data"][number] {
  const { name, user, repo, licence, kind, bytes, memoryBytes } = entry;
  const repository = `${user}/${repo}`;
  return { id: name, object: "model.pullable", repository, licence, kind, bytes, memory_bytes: memoryBytes };
}

async function pull(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const { model, force = false } = validate(pullRequest, value);
  const actor = actorOf(exchange);
  const texts = new PullTexts(exchange.signal, (options) => deps.pull(model, { ...options, force }, actor));
  await streamTexts(exchange, texts);
}
