import { sendAnswer } from "../answer.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import type { Route } from "../route.ts";
import { validate } from "../../lib/validate.ts";
import { presentEmbeddings } from "../../dialects/openai/embeddings/present.ts";
import { embeddingList, embeddingRequest } from "../../dialects/openai/embeddings/schema.ts";
import { embedTask } from "../../dialects/openai/embeddings/task.ts";

export function embeddingRoutes(deps: RouteDeps): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/embeddings",
      access: "key",
      summary: "Turns texts into vectors.",
      tag: "Embeddings",
      request: embeddingRequest,
      response: embeddingList,
      idempotent: true,
      handle: (exchange) => embed(deps, exchange),
    },
  ];
}

async function embed(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { bytes, value, span } = await readJson(exchange.request, deps.limits, "model");
  const request = validate(embeddingRequest, value);
  const stream = deps.engine.run({
    id: exchange.id,
    principal: exchange.principal,
    model: request.model,
    task: embedTask(request),
    stream: false,
    signal: exchange.signal,
    ...exchange.beginCall(),
    source: {
      dialect: "embeddings",
      bytes,
      body: value as Record<string, unknown>,
      includeUsage: false,
      ...(span !== undefined && { modelSpan: span }),
    },
  });
  await sendAnswer(exchange, stream, false, { whole: (answer) => presentEmbeddings(answer, request) });
}
