import { createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import { isObject } from "../upstream/json.ts";
import { authorised, type UpstreamOptions } from "../upstream/options.ts";
import { oneOfBoth } from "../upstream/remarks.ts";
import { ShortNames } from "../upstream/short-names.ts";
import { fetchJson, UpstreamStream, type UpstreamWays } from "../upstream/stream.ts";
import { secretsOf } from "../upstream/without-secrets.ts";
import { documentsOf } from "./annotations.ts";
import { upstreamError } from "./errors.ts";
import { ResponsesTranslator } from "./events.ts";
import { parameters } from "./parameters.ts";
import { responsesBody } from "./request.ts";

/** What OpenAI takes at most of a tool's name. */
const longestToolName = 64;

/** OpenAI's Responses API, or any server of the Open Responses specification. */
export function createOpenAiResponses(deps: { now(): number }, options: UpstreamOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const ways: UpstreamWays = {
    client,
    now: () => deps.now(),
    refused: upstreamError,
    secrets: secretsOf(options),
  };
  const headers = authorised(options, (key) => ({ authorization: `Bearer ${key}` }));
  const post = (body: Buffer, { requestId, signal }: Attempt): HttpRequest => ({
    method: "POST",
    path: `${prefix}/responses`,
    headers,
    ...(requestId !== undefined && { ownHeaders: { "x-client-request-id": requestId } }),
    body,
    signal,
  });

  return {
    name: options.name,
    parameters,
    remarks: ({ options: asked }) => oneOfBoth(asked, "effort"),
    models: options.models.map((id) => modelOf(id, options.contextTokens)),
    generate(attempt) {
      const names = new ShortNames(attempt.task, longestToolName);
      return new UpstreamStream(ways, {
        model: attempt.model,
        request: () => post(responsesBody({ ...attempt, task: names.task }), attempt),
        decode: (heading) => names.restore(new ResponsesTranslator(heading, documentsOf(attempt.task.items))),
      });
    },
    embed(attempt) {
      return new UpstreamStream(ways, {
        model: attempt.model,
        request: () => {
          throw new ParleyError("unsupported_by_provider", {
            message: "The model's provider makes no embeddings.",
          });
        },
        decode: (heading) => new ResponsesTranslator(heading, []),
      });
    },
    async listModels(signal) {
      const request: HttpRequest = { method: "GET", path: `${prefix}/models`, headers, signal };
      return readModels(await fetchJson(ways, request));
    },
    close: () => client.close(),
  };
}

function modelOf(id: string, contextTokens: number | undefined): ProviderModel {
  return contextTokens === undefined ? { id } : { id, contextTokens };
}

function readModels(body: unknown): readonly ProviderModel[] {
  const data = isObject(body) ? body["data"] : undefined;
  if (!Array.isArray(data)) throw new ParleyError("upstream_invalid");
  return data.flatMap((entry: unknown) => {
    if (!isObject(entry) || typeof entry["id"] !== "string") return [];
    const { id, created, owned_by: ownedBy } = entry;
    return [
      {
        id,
        ...(typeof created === "number" && { created }),
        ...(typeof ownedBy === "string" && { ownedBy }),
      },
    ];
  });
}
