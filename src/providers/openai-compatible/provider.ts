import { type Clocks, createHttpClient, type HttpRequest } from "../../lib/http-client.ts";
import type { Secret } from "../../lib/secret.ts";
import type { EmbedTask, GenerateTask, Source } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Attempt, Provider, ProviderModel } from "../../spec/provider.ts";
import { Document, forwardDocument, translateEmbeddings } from "./document.ts";
import { ChatTranslator, type Decoder, type Heading } from "./events.ts";
import { ChatForwarder } from "./forward.ts";
import { createLookUp } from "./look-up.ts";
import type { Preset } from "./presets.ts";
import { chatBody, sourceBody } from "./request.ts";
import { fetchJson, UpstreamStream } from "./stream.ts";
import { isObject } from "./wire.ts";

export interface OpenAiCompatibleOptions {
  readonly name: string;
  /** Origin and path prefix, without a slash at the end: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly preset: Preset;
  readonly apiKey?: Secret;
  readonly headers: Readonly<Record<string, Secret>>;
  readonly clocks: Clocks;
  /** Ids of models to list without asking the upstream. */
  readonly models: readonly string[];
  /** Context of the listed models in tokens, where it is known. */
  readonly contextTokens?: number;
  /** Path after `baseUrl`, with `{id}` in it, at which the upstream tells what a request used; absent where it does not. */
  readonly lookup?: string;
}

const paths = {
  chat: "/chat/completions",
  completions: "/completions",
  embeddings: "/embeddings",
} as const;

/** Any upstream that speaks OpenAI's Chat Completions, Completions or Embeddings. */
export function createOpenAiCompatible(deps: { now(): number }, options: OpenAiCompatibleOptions): Provider {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, "");
  const client = createHttpClient(origin, options.clocks);
  const headers = requestHeaders(options);
  const post = (path: string, body: Buffer, attempt: Attempt): HttpRequest => ({
    method: "POST",
    path: prefix + path,
    headers,
    ...(attempt.requestId !== undefined && { ownHeaders: { "x-client-request-id": attempt.requestId } }),
    body,
    signal: attempt.signal,
  });
  const stream = (model: string, request: () => HttpRequest, decode: (heading: Heading) => Decoder) =>
    new UpstreamStream(client, deps.now, model, request, decode);
  const forward = (attempt: Attempt, source: Source) =>
    stream(
      attempt.model,
      () => post(paths[source.dialect], sourceBody(attempt, source, options.preset), attempt),
      forwarder(attempt, source),
    );

  return {
    name: options.name,
    models: options.models.map((id) => modelOf(id, options.contextTokens)),
    generate(attempt) {
      if (attempt.source !== undefined) return forward(attempt, attempt.source);
      return stream(
        attempt.model,
        () => post(paths.chat, chatBody(attempt, options.preset), attempt),
        (heading) => new ChatTranslator(heading),
      );
    },
    embed(attempt) {
      if (attempt.source !== undefined) return forward(attempt, attempt.source);
      return stream(
        attempt.model,
        () => post(paths.embeddings, embedBody(attempt), attempt),
        (heading) => new Document(heading, translateEmbeddings),
      );
    },
    async listModels(signal) {
      const request: HttpRequest = { method: "GET", path: `${prefix}/models`, headers, signal };
      return readModels(await fetchJson(client, request, deps.now));
    },
    ...(options.lookup !== undefined && {
      lookUp: createLookUp(client, deps.now, prefix + options.lookup, headers),
    }),
    close: () => client.close(),
  };
}

function forwarder(
  attempt: Attempt<GenerateTask | EmbedTask>,
  source: Source,
): (heading: Heading) => Decoder {
  if (source.dialect === "embeddings") return (heading) => new Document(heading, forwardDocument("data"));
  if (attempt.stream) return (heading) => new ChatForwarder(heading, source.includeUsage);
  return (heading) => new Document(heading, forwardDocument("choices"));
}

/** Made once: the secrets leave their type only here. */
function requestHeaders(options: OpenAiCompatibleOptions): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "accept-encoding": "identity",
    "user-agent": "parley",
  };
  for (const [name, value] of Object.entries(options.headers)) headers[name.toLowerCase()] = value.reveal();
  if (options.apiKey !== undefined) {
    const key = options.apiKey.reveal();
    if (options.preset.auth === "bearer") headers["authorization"] = `Bearer ${key}`;
    else headers["api-key"] = key;
  }
  return headers;
}

function embedBody(attempt: Attempt<EmbedTask>): Buffer {
  const { inputs, dimensions } = attempt.task;
  return Buffer.from(
    JSON.stringify({ model: attempt.model, input: inputs, dimensions, encoding_format: "float" }),
  );
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
